// What another machine said, verbatim: as text in a block of fixed-width letters, never as markup.
import { CopyButton } from './copy';
import classes from './raw-reply.module.css';

export function RawReply({ text, what = 'reply' }: { text: string; what?: string }) {
  return (
    <div className={classes.block}>
      <pre className={classes.text}>{text}</pre>
      <CopyButton value={text} what={what} />
    </div>
  );
}
