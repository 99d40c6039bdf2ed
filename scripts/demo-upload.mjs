// The demo's people as a file, with the faults real files have, and its way through the import.
import { until } from './wait.mjs';

/** Semicolons, a few rows nobody could mail and one person twice. */
export function peopleCsv(people) {
  const cell = (value) => (/[;"\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const rows = people.map(({ address, name, city }) => [address, name, city].map(cell).join(';'));
  rows.splice(
    20,
    0,
    'not an address;Nobody;Nowhere',
    ';No Address;Nowhere',
    'two@a.example, three@b.example;Two Three;Both',
  );
  rows.push(rows[0]);
  return `E-Mail;Name;City\r\n${rows.join('\r\n')}\r\n`;
}

/** @returns the list they are on and what became of the rows */
export async function uploadPeople(api, people) {
  const list = await api('POST', '/v1/lists', { name: 'Workshop letter' });
  const uploaded = await api('POST', '/v1/imports?fileName=people.csv', peopleCsv(people));
  const path = `/v1/imports/${uploaded.id}`;
  const mapping = uploaded.columns.map((column) => column.guess);
  if (mapping.filter((target) => target === 'address').length !== 1)
    throw new Error(`No address column was guessed: ${mapping}`);
  await api('PATCH', path, {
    ...{ mapping, listIds: [list.id], consentSource: 'Signed up in the workshop', consentAt: '2026-01-02T00:00:00Z' },
    // Domains that do not exist are part of what the demo shows.
    onNoMail: 'keep',
  });
  await api('POST', `${path}/check`);
  await reach(api, path, 'checked');
  await api('POST', `${path}/import`);
  const { importCounts } = await reach(api, path, 'finished');
  return { listId: list.id, counts: importCounts };
}

async function reach(api, path, state) {
  return until(`the import is ${state}`, 60_000, async () => {
    const row = await api('GET', path);
    if (row.state === 'failed') throw new Error(`The import failed: ${row.problem?.detail}`);
    return row.state === state ? row : null;
  });
}
