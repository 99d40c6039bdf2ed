// An address or a host name that breaks at its dots and its @ before it breaks within a word.
import { Fragment } from 'react';

const PLACES = /(?<=\.)|(?=@)/;

export function Breakable({ text }: { text: string }) {
  let at = 0;
  return text.split(PLACES).map((part) => {
    const key = at;
    at += part.length;
    return (
      <Fragment key={key}>
        {key > 0 && <wbr />}
        {part}
      </Fragment>
    );
  });
}
