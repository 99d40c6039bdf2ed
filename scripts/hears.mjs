// When a page of the dashboard hears what is done on it: one that came with its answers is shown before its scripts are there.

/** In the words of the browser: React holds its title. What is no page of the dashboard hears at once. */
export const HEARS = `!document.querySelector('script[src*="/_next/"]') ||
  [...document.querySelectorAll('h1')].some((title) => Object.keys(title).some((key) => key.startsWith('__react')))`;
