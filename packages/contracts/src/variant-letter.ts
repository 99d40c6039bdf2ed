// What people call a variant of a campaign, by its number.
export const variantLetter = (number: number): string => 'ABCD'[number] ?? '?';
