// The answer before the table: how all of this place was taken, and who does worse than before.
import type { ResultTable } from '@doorstep/contracts';
import { Anchor, Text } from '@mantine/core';
import { counted } from '../parts/numbers';
import { Status } from '../parts/status';
import classes from './deliverability.module.css';
import type { Shown } from './number-cell';
import { NumberCell } from './number-cell';
import { verdictWords } from './result-words';

interface AnswerProps {
  table: ResultTable;
  open: (shown: Shown) => void;
  showReplies: (() => void) | null;
}

export function Answer({ table, open, showReplies }: AnswerProps) {
  const { total, rows, level } = table;
  if (total.counts.sent === 0) return null;
  const worse = rows.filter(({ comparison }) => comparison?.verdict.startsWith('worse'));
  const number = (label: string, value: number, shown: Shown) => (
    <div>
      <dt>{label}</dt>
      <dd>
        <NumberCell
          {...{ value, shown, open, of: total.counts.sent, hasPart: shown !== 'sent' }}
          name={`${total.name}, ${label.toLowerCase()}`}
        />
      </dd>
    </div>
  );
  return (
    <section className={classes.answer} aria-label="Us or them?">
      {total.comparison !== null && (
        <>
          <Status word={verdictWords[total.comparison.verdict]} />
          <Text className={classes.headline}>{total.comparison.sentence}</Text>
        </>
      )}
      {level !== 'pattern' && total.comparison !== null && (
        <Text size="sm" c="dimmed">
          {worse.length === 0
            ? `No ${level === 'provider' ? 'provider' : 'row'} below does worse than before.`
            : `${worse
                .map(({ name }) => name)
                .slice(0, 5)
                .join(', ')} ${worse.length === 1 ? 'does' : 'do'} worse than before.`}{' '}
          {showReplies !== null && (
            <Anchor component="button" type="button" size="sm" onClick={showReplies} className="no-print">
              What they say
            </Anchor>
          )}
        </Text>
      )}
      <dl className={classes.totals}>
        {number('Sent', total.counts.sent, 'sent')}
        {number('At once', total.counts.acceptedAtOnce, 'accepted_at_once')}
        {number('After retry', total.counts.acceptedLater, 'accepted_later')}
        {number('Trying again', total.counts.tryingAgain, 'trying_again')}
        {number('Not taken', total.counts.refused + total.counts.gaveUp + total.counts.returned, 'not_taken')}
        {number('Complained', total.counts.complained, 'complained')}
      </dl>
      {table.rowsInAll > rows.length && (
        <Text size="sm" c="dimmed">
          The first {counted(rows.length, 'row', 'rows')} of {table.rowsInAll}: search for another one, or export all.
        </Text>
      )}
    </section>
  );
}
