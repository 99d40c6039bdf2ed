// What was lifted together before: when, by whom, why, how many; with the way back.
'use client';

import { Button, Text } from '@mantine/core';
import { releases } from '../client/consequences';
import { usePages } from '../client/use-pages';
import classes from '../consequences/consequences.module.css';
import { releasesKey } from '../consequences/consequences-key';
import { Actor } from '../parts/actor';
import { Moment } from '../parts/moment';
import { counted } from '../parts/numbers';
import { Section } from '../parts/section';
import { useAction } from '../parts/use-action';
import { useMayDeliver } from '../parts/use-may';
import { suppressionsKey } from './suppressions-key';

export function ReleasesSection() {
  const mayDeliver = useMayDeliver();
  const list = usePages(releasesKey, (cursor) => releases.page(cursor));
  const undo = useAction({
    run: releases.undo,
    changes: [releasesKey, suppressionsKey, ['address'], ['subscribers']],
    done: ({ restored }) => `${counted(restored ?? 0, 'suppression is', 'suppressions are')} back`,
  });
  if (!list.rows || list.rows.length === 0) return null;
  return (
    <Section title="Lifted together" isFlush>
      <ol className={classes.versions}>
        {list.rows.map((release) => (
          <li key={release.id}>
            <div>
              <Text fw={500}>
                {counted(release.count, 'person', 'people')}: {release.reason}
              </Text>
              <Text size="sm" c="dimmed">
                by <Actor name={release.actor} at={release.createdAt} about={`suppression-releases:${release.id}`} />,{' '}
                <Moment at={release.createdAt} asRelative />
                {release.filter.ruleId && <> · rule {release.filter.ruleId}</>}
                {release.undoneAt && (
                  <>
                    {' '}
                    · undone by{' '}
                    {release.undoneBy && (
                      <Actor
                        name={release.undoneBy}
                        at={release.undoneAt}
                        about={`suppression-releases:${release.id}`}
                      />
                    )}
                    : {counted(release.restored ?? 0, 'suppression is', 'suppressions are')} back; who was mailed since,
                    or suppressed anew, was left as she is
                  </>
                )}
              </Text>
            </div>
            {mayDeliver && release.undoneAt === null && (
              <Button
                variant="default"
                loading={undo.isPending && undo.variables === release.id}
                onClick={() => undo.mutate(release.id)}
                aria-label={`Undo: ${release.reason}`}
              >
                Undo
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
