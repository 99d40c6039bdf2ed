// A length of time as a person says it: at most two units.

import { english } from '../words/english.js';

/** @param seconds 0 or more; fractions are rounded */
export function delayWords(seconds: number, days = english.general.days): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(whole / 3600);
  const whole24 = Math.floor(hours / 24);
  return joined(whole24, days[whole24 === 1 ? 0 : 1], hours % 24, 'h');
}

const joined = (first: number, unit: string, rest: number, restUnit: string) =>
  rest === 0 ? `${first} ${unit}` : `${first} ${unit} ${rest} ${restUnit}`;
