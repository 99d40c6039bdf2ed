// What the address of a page chooses.

export type Search = Promise<Record<string, string | string[] | undefined>>;

/** Nothing is chosen: the page shows what it usually shows. */
export async function isUsual(search: Search): Promise<boolean> {
  return Object.keys(await search).length === 0;
}
