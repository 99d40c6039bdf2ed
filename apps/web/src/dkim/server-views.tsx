// What each name server said of a record; where it differs, the place is marked.
import type { NameServerView } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import { Status } from '../parts/status';
import { markDifferences } from './differences';
import classes from './dkim.module.css';
import { viewWords } from './dkim-words';

function Found({ wanted, found }: { wanted: string; found: string }) {
  let at = 0;
  return (
    <div className={`mono ${classes.found}`}>
      {markDifferences(wanted, found).map(({ text, isSame }) => {
        const key = at;
        at += text.length;
        return isSame ? <span key={key}>{text}</span> : <mark key={key}>{text}</mark>;
      })}
    </div>
  );
}

export function ServerViews({ views, wanted, what }: { views: NameServerView[]; wanted: string; what: string }) {
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
