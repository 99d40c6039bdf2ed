// One segment: its name, its rules as sentences, and who that is, counted while one writes.
'use client';

import type { Segment, SegmentGroup } from '@doorstep/contracts';
import { Anchor, Button, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { ApiProblem } from '../client/api';
import { segments } from '../client/segments';
import { Link } from '../parts/link';
import { counted } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { useAction } from '../parts/use-action';
import { GroupEditor } from './group-editor';
import { examples, freshCondition } from './kinds';
import { PreviewPanel } from './preview-panel';
import classes from './preview-panel.module.css';
import { segmentsKey } from './segment-questions';
import { conditionsIn, definitionOf, MAX_CONDITIONS, newCondition, newGroup, treeOf, unfinished } from './tree';
import { segmentPeopleHref, useKnown } from './use-segments';
import { WhyPanel } from './why-panel';

const back = { href: '/segments', label: 'Segments' };

export function NewSegmentPage() {
  const [exampleId] = useQueryState('example', parseAsString.withDefault(''));
  const example = examples.find(({ id }) => id === exampleId);
  return <Editor key={exampleId} segment={null} name={example?.name ?? ''} definition={example?.definition ?? null} />;
}

export function SegmentPage({ id }: { id: string }) {
  const segment = useQuery({ queryKey: [...segmentsKey, id], queryFn: () => segments.one(id) });
  if (segment.data)
    return <Editor key={id} segment={segment.data} name={segment.data.name} definition={segment.data.definition} />;
  return (
    <>
      <PageHeader back={back} title="Segment" />
      {segment.error ? (
        <ProblemBox error={segment.error} again={() => void segment.refetch()} />
      ) : (
        <Skeleton height={240} />
      )}
    </>
  );
}

interface EditorProps {
  segment: Segment | null;
  name: string;
  definition: SegmentGroup | null;
}

function Editor({ segment, name: firstName, definition: first }: EditorProps) {
  const router = useRouter();
  const known = useKnown();
  const [name, setName] = useState(firstName);
  const [tree, setTree] = useState(() =>
    first === null ? newGroup('all', [newCondition(freshCondition('field'))]) : treeOf(first),
  );
  const definition = definitionOf(tree);
  const left = unfinished(tree);
  const save = useAction({
    run: (given: SegmentGroup) =>
      segment === null
        ? segments.create(name.trim(), given)
        : segments.change(segment.id, { name: name.trim(), definition: given }),
    changes: [segmentsKey],
    done: (saved) => `“${saved.name}” is saved`,
    isFaultShownInPlace: true,
    onDone: (saved) => segment === null && router.replace(`/segments/${saved.id}`),
  });
  const isStored = segment !== null && JSON.stringify(definition) === JSON.stringify(segment.definition);
  const isSame = isStored && name.trim() === segment.name;
  const hindrance = whyNot(name, definition !== null, left);
  return (
    <>
      <PageHeader
        back={back}
        title={name.trim() || 'New segment'}
        needs={{ scope: 'subscribers:write', to: 'save a segment' }}
        act={
          <Button
            loading={save.isPending}
            disabled={hindrance !== null || isSame}
            aria-describedby="why-not-saved"
            onClick={() => definition !== null && save.mutate(definition)}
          >
            {isSame ? 'Saved' : 'Save the segment'}
          </Button>
        }
      />
      <div className={classes.page}>
        <Stack gap="md">
          <Section title="Rules">
            <Stack gap="md">
              <TextInput
                label="Name"
                required
                value={name}
                maxLength={200}
                placeholder="Readers in Berlin"
                onChange={(event) => setName(event.currentTarget.value)}
                error={save.error instanceof ApiProblem ? save.error.fieldDetail('name') : undefined}
              />
              <GroupEditor
                group={tree}
                root={tree}
                depth={1}
                isFull={conditionsIn(tree).length >= MAX_CONDITIONS}
                known={known}
                onChange={setTree}
              />
              {save.error && <ProblemBox error={save.error} />}
              <Text size="sm" c="dimmed" id="why-not-saved">
                {hindrance ??
                  'Who is in it is found anew each time it is used, and written down when a campaign begins.'}
              </Text>
            </Stack>
          </Section>
          {segment !== null && segment.usedBy.length > 0 && <UsedBy segment={segment} />}
        </Stack>
        <Stack gap="md">
          <PreviewPanel
            definition={definition}
            unfinished={left}
            peopleHref={isStored ? segmentPeopleHref(segment.id) : null}
          />
          <WhyPanel definition={definition} />
        </Stack>
      </div>
    </>
  );
}

function whyNot(name: string, hasDefinition: boolean, left: number): string | null {
  if (!hasDefinition) return 'Fill in at least one condition to save it.';
  if (left > 0)
    return `Fill in or remove ${counted(left, 'condition', 'conditions')} that ${left === 1 ? 'is' : 'are'} not finished.`;
  return name.trim() === '' ? 'Give it a name to save it.' : null;
}

function UsedBy({ segment }: { segment: Segment }) {
  return (
    <Section title="Used by">
      <Stack gap={8}>
        {segment.usedBy.map((campaign) => (
          <Anchor key={campaign.campaignId} component={Link} href={`/campaigns/${campaign.campaignId}`} size="sm">
            {campaign.name} ({campaign.state})
          </Anchor>
        ))}
        <Text size="sm" c="dimmed">
          A campaign that is planned already keeps the people it was planned for.
        </Text>
      </Stack>
    </Section>
  );
}
