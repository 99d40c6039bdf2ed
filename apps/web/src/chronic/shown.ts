// Which people of a group are shown, as it stands in the address of the page.
export const shownValues = ['all', 'held_back'] as const;
export type Shown = (typeof shownValues)[number];
