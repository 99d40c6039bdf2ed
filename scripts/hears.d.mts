/** True in a browser once its page hears what is done on it. */
export const HEARS: string;
