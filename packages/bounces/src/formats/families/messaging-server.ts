// PMDF, Sun and Oracle Messaging Server, iPlanet, Critical Path. Wording: the return_*.txt templates of its administration guide.
import type { Family } from './family.js';

export const messagingServer: Family = {
  id: 'messaging-server',
  introductions: [
    /cannot be delivered to the following recipients/,
    /could not be delivered to the following/,
    /recipient address(?:es)?:/,
    /following recipients? (?:were|was) (?:rejected|affected|undeliverable)/,
    /each of the following recipients was rejected/,
  ],
};
