// One record: what it is for, where it goes, what it must say, what was found; each value with its own copy button.

import type { DomainCheck } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import { CopyButton } from '../parts/copy';
import { Status } from '../parts/status';
import { checkText, resultWord } from './check-words';
import classes from './domain-section.module.css';

function Value({ label, value, copy }: { label: string; value: string; copy?: string }) {
  return (
    <div className={classes.value}>
      <dt>{label}</dt>
      <dd>
        <span className={`mono ${classes.text}`}>{value}</span>
        {copy && <CopyButton value={value} what={copy} />}
      </dd>
    </div>
  );
}

export function RecordRow({ check }: { check: DomainCheck }) {
  const { title, purpose } = checkText(check.name);
  const isFoundShown = check.expected !== null && (check.found.length !== 1 || check.found[0] !== check.expected);
  return (
    <article className={classes.record} aria-label={title}>
      <div className={classes.about}>
        <Text fw={600} size="sm">
          {title}
        </Text>
        <Status word={resultWord(check)} />
        <Text size="xs" c="dimmed">
          {purpose}
        </Text>
      </div>
      <div>
        {check.words && (
          <Text size="sm" mb={4}>
            {check.words}
          </Text>
        )}
        <dl className={classes.values}>
          {check.recordName !== null && (
            <Value
              label={check.recordType ?? 'Name'}
              value={check.recordName}
              copy={`the name of the ${title} record`}
            />
          )}
          {check.expected !== null && (
            <Value label="Wanted" value={check.expected} copy={`the value of the ${title} record`} />
          )}
          {isFoundShown && check.found.length === 0 && <Value label="Found" value="nothing" />}
          {(isFoundShown || check.expected === null) &&
            check.found.map((found) => <Value key={found} label="Found" value={found} />)}
        </dl>
      </div>
    </article>
  );
}
