// What is held since a backup was restored: what cannot have gone, what may have, and one press for either.
'use client';

import type { RestoreDecision, RestoredBackup } from '@doorstep/contracts';
import { Anchor, Button, Group, List, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { campaignsKey } from '../campaigns/campaigns-key';
import { restoreKey, restores } from '../client/restores';
import { EmptyState } from '../parts/empty-state';
import { FrameBox } from '../parts/frame-box';
import { Link } from '../parts/link';
import { May } from '../parts/may';
import { Moment } from '../parts/moment';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { useAction } from '../parts/use-action';

function Names({ of }: { of: readonly { id: string; name: string; href: string }[] }) {
  return (
    <List size="sm" spacing={8}>
      {of.map(({ id, name, href }) => (
        <List.Item key={id}>
          <Anchor component={Link} href={href} underline="always">
            {name}
          </Anchor>
        </List.Item>
      ))}
    </List>
  );
}

function Held({ restored }: { restored: RestoredBackup }) {
  const decide = useAction({
    run: (resume: RestoreDecision['resume']) => restores.decide(resume),
    changes: [restoreKey, campaignsKey, ['campaign'], ['series'], ['overview']],
    done: (_, resume) => (resume === 'none' ? 'Everything stays paused, each on its own page' : 'It goes on'),
  });
  const linked = restored.campaigns.map((one) => ({ ...one, href: `/campaigns/${one.id}` }));
  const risky = linked.filter(({ mayHaveGone }) => mayHaveGone);
  const safe = [
    ...linked.filter(({ mayHaveGone }) => !mayHaveGone),
    ...restored.series.map((one) => ({ ...one, href: '/campaigns/series' })),
  ];
  return (
    <Stack gap="md">
      <Section title="What happened">
        <Text size="sm" component="div">
          The database is an older one: a backup of <Moment at={restored.backupAt} /> was restored, and Doorstep had run
          until <Moment at={restored.lastAliveAt} />. What was sent between the two is not known any more. So nothing
          that was scheduled or under way goes on by itself.
        </Text>
      </Section>
      {safe.length > 0 && (
        <Section title={`Cannot have gone: ${safe.length}`}>
          <Stack gap={12}>
            <Text size="sm">Their time had not come when Doorstep last ran. Nobody gets anything twice.</Text>
            <Names of={safe} />
            <May scope="campaigns:send">
              <Group>
                <Button loading={decide.isPending} onClick={() => decide.mutate('safe')}>
                  Resume these
                </Button>
              </Group>
            </May>
          </Stack>
        </Section>
      )}
      {risky.length > 0 && (
        <Section title={`May have gone: ${risky.length}`}>
          <Text size="sm" mb={8}>
            They were under way, or their time came before Doorstep last ran. Whoever got one in between would get it
            again.
          </Text>
          <Names of={risky} />
        </Section>
      )}
      <May scope="campaigns:send">
        <Group gap={8}>
          <Button variant="default" loading={decide.isPending} onClick={() => decide.mutate('all')}>
            Resume all {safe.length + risky.length}
          </Button>
          <Button variant="default" loading={decide.isPending} onClick={() => decide.mutate('none')}>
            Leave them paused
          </Button>
        </Group>
      </May>
    </Stack>
  );
}

export function RestoredPage() {
  const query = useQuery({ queryKey: restoreKey, queryFn: restores.open });
  const restored = query.data?.restored ?? null;
  return (
    <>
      <PageHeader
        back={{ href: '/campaigns', label: 'Campaigns' }}
        title="A restored backup"
        needs={{ scope: 'campaigns:send', to: 'decide what goes on' }}
      />
      {query.isPending && <Skeleton height={240} />}
      {query.error && !query.data && <ProblemBox error={query.error} again={() => void query.refetch()} />}
      {query.data && restored === null && (
        <FrameBox>
          <EmptyState title="Nothing is held">
            When the database is replaced by an older one, Doorstep sees it and holds what would go out a second time.
            Then this page lists it.
          </EmptyState>
        </FrameBox>
      )}
      {restored !== null && <Held restored={restored} />}
    </>
  );
}
