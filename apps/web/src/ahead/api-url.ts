// Where the API is, for the server: the same place proxy.ts sends a browser's questions to in development.

/** undefined where nothing says it: no page is asked for ahead then. */
export const apiUrl = (): string | undefined => process.env.DOORSTEP_API_URL;
