// What each name server said of a record; where it differs, the place is marked.
import type { NameServerView } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import { Status } from '../parts/status';
import { markDifferences } from './differences';
import classes from './dkim.module.css';
import { viewWords } from './dkim-words';

function Found({ wanted, found }: { wanted: string | null; found: string }) {
  let at = 0;
  const pieces = wanted === null ? [{ text: found, isSame: true }] : markDifferences(wanted, found);
  return (
    <div className={`mono ${classes.found}`}>
      {pieces.map(({ text, isSame }) => {
        const key = at;
        at += text.length;
        return isSame ? <span key={key}>{text}</span> : <mark key={key}>{text}</mark>;
      })}
    </div>
  );
}

interface ServerViewsProps {
  views: NameServerView[];
  /** null: nothing to compare with. */
  wanted: string | null;
  what: string;
}

export function ServerViews({ views, wanted, what }: ServerViewsProps) {
  return (
    <ul className={classes.views} aria-label={`Who shows the record of ${what}`}>
      {views.map((view) => (
        <li key={`${view.kind} ${view.server}`} className={classes.view}>
          <Status word={viewWords[view.result]} />
          <div>
            <span className={classes.server}>{view.server}</span>
            {view.result !== 'right' && (
              <Text size="sm" c="dimmed">
                {view.words}
              </Text>
            )}
          </div>
          {view.result !== 'right' && view.found.map((found) => <Found key={found} wanted={wanted} found={found} />)}
        </li>
      ))}
    </ul>
  );
}
