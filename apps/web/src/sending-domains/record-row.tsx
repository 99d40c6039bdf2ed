// One record: what it is for, where it goes, what it must say, what was found and where that differs; each value to copy.

import type { DomainCheck } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import { markDifferences } from '../dkim/differences';
import { CopyButton } from '../parts/copy';
import { Status } from '../parts/status';
import { checkText, resultWord } from './check-words';
import classes from './domain-section.module.css';
import { nameForPanel, type PanelName } from './panel-name';
import { SpreadOfRecord } from './spread-of-record';
import { stringsOf } from './strings-of';

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

/** What differs from what is wanted is marked sign by sign. */
function Found({ found, wanted }: { found: string; wanted: string | null }) {
  const pieces = wanted === null ? [{ text: found, isSame: true }] : markDifferences(wanted, found);
  let at = 0;
  return (
    <div className={classes.value}>
      <dt>Found</dt>
      <dd>
        <span className={`mono ${classes.text}`}>
          {pieces.map(({ text, isSame }) => {
            const key = at;
            at += text.length;
            return isSame ? <span key={key}>{text}</span> : <mark key={key}>{text}</mark>;
          })}
        </span>
      </dd>
    </div>
  );
}

interface RecordRowProps {
  check: DomainCheck;
  /** The zone the panel is for. */
  domain: string;
  panelName: PanelName;
}

export function RecordRow({ check, domain, panelName }: RecordRowProps) {
  const { title, purpose } = checkText(check.name);
  const isFoundShown = check.expected !== null && (check.found.length !== 1 || check.found[0] !== check.expected);
  const strings = check.expected === null ? [] : stringsOf(check.expected);
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
              value={nameForPanel(check.recordName, domain, panelName)}
              copy={`the name of the ${title} record`}
            />
          )}
          {check.expected !== null && (
            <Value label="Wanted" value={check.expected} copy={`the value of the ${title} record`} />
          )}
          {isFoundShown && check.found.length === 0 && <Value label="Found" value="nothing" />}
          {(isFoundShown || check.expected === null) &&
            check.found.map((found) => (
              <Found key={found} found={found} wanted={check.result === 'pass' ? null : check.expected} />
            ))}
        </dl>
        {check.spread && <SpreadOfRecord spread={check.spread} wanted={check.expected} what={title} />}
        {strings.length > 1 && check.result !== 'pass' && (
          <Text size="xs" c="dimmed">
            DNS holds at most 255 signs in one string, so this value becomes {strings.length} of them. Most panels do
            that by themselves; where yours refuses it, put in{' '}
            {strings.map((one) => `"${one.slice(0, 12)}…"`).join(' and ')} as separate strings of the same record.
          </Text>
        )}
      </div>
    </article>
  );
}
