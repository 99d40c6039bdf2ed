/** The text of a master.cf. */
export function postfixServices(smtpdPort: number): string;
