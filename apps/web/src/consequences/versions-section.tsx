// Who changed the rules, when, why and what; any version can be put back into the form.
'use client';

import type { ConsequencePolicy, ConsequenceVersion } from '@doorstep/contracts';
import { Button, Text } from '@mantine/core';
import { Actor } from '../parts/actor';
import { Moment } from '../parts/moment';
import { Section } from '../parts/section';
import classes from './consequences.module.css';
import { differences } from './rule-words';

interface VersionsSectionProps {
  versions: readonly ConsequenceVersion[];
  isDisabled: boolean;
  use: (policy: ConsequencePolicy) => void;
}

export function VersionsSection({ versions, isDisabled, use }: VersionsSectionProps) {
  return (
    <Section title="Versions" isFlush>
      <ol className={classes.versions}>
        {versions.map((version, at) => {
          const before = versions[at + 1];
          const changed = before === undefined ? [] : differences(before.policy, version.policy);
          return (
            <li key={version.version}>
              <div>
                <Text fw={500}>
                  {version.version === 0 ? 'The defaults' : `Version ${version.version}`}
                  {at === 0 && ' · in force'}
                </Text>
                <Text size="sm" c="dimmed">
                  {version.at === null ? (
                    'As Doorstep comes'
                  ) : (
                    <>
                      by <Actor name={version.actor} at={version.at} />, <Moment at={version.at} asRelative />
                    </>
                  )}
                  {version.version > 0 && `: ${version.reason}`}
                  {changed.length > 0 && ` (${changed.join(', ')})`}
                </Text>
              </div>
              {at > 0 && (
                <Button
                  variant="default"
                  disabled={isDisabled}
                  onClick={() => use(version.policy)}
                  aria-label={`Load it: version ${version.version}`}
                >
                  Load it
                </Button>
              )}
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
