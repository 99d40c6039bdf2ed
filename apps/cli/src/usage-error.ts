// A command was called in a way it does not understand: exit code 2, with its usage line.
export class UsageError extends Error {}
