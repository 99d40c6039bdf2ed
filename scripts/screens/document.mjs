// docs/screens.md: the pictures in the order of the screens, each of a group in a row.

const WIDTHS = { paper: 300, zoom: 400, 'wide-light': 400, 'wide-dark': 400, 'phone-light': 120, 'phone-dark': 120 };
const ORDER = Object.keys(WIDTHS);

export const fileOf = (screen, view) => `${screen.name}-${view === 'zoom' ? 'wide-light' : view}.webp`;

/** @param now the moment the pictures show */
export function documentOf(screens, now) {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(now);
  const lines = [
    '# Screens',
    '',
    `Every screen in light and dark, 1,280 and 390 px wide, from a made-up year, as of ${day}.`,
    '',
  ];
  lines.push(
    '`npm run screens` takes these pictures; `npm run test:screens` fails when a screen no longer looks like them.',
    '',
  );
  let group = '';
  let part = null;
  for (const screen of screens) {
    if (screen.group !== group) lines.push(`## ${screen.group}`, '');
    if (screen.part !== part && screen.part !== null) lines.push(`### ${screen.part}`, '');
    ({ group, part } = screen);
    lines.push(part === null ? `### ${screen.title}` : `${screen.title}:`, '');
    const views = screen.views.map(([view]) => view).toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
    for (const view of views)
      lines.push(
        `<img src="screens/${fileOf(screen, view)}" width="${WIDTHS[view]}" alt="${screen.title}, ${wordsOf(view)}">`,
      );
    lines.push('');
  }
  return lines.join('\n');
}

export const wordsOf = (view) =>
  view === 'paper' ? 'on paper' : view === 'zoom' ? 'at 200 %' : view.replace('-', ', ');
