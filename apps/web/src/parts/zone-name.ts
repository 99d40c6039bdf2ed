// The cookie that tells the server in which zone the browser is.
export const ZONE_COOKIE = 'doorstep-zone';
