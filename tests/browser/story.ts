// What the parts of the story hand on: who is at the browser, whom she wrote to, what came of it.
import type { Browser } from 'playwright-core';
import type { Visitor } from './visitor.js';

export interface Person {
  readonly address: string;
  readonly name: string;
  readonly city: string;
  readonly group: string;
  readonly expect: string;
}

export interface Story {
  browser: Browser;
  ada: Visitor;
  people: Person[];
  importPath: string;
  campaignPath: string;
}

/** Filled as the story goes; a part that comes too early finds it empty and fails. */
export const story = {} as Story;

export const ACCOUNT = { name: 'Ada', address: 'ada@doorstep.example', password: 'correct horse battery' };
export const LIST = 'Monthly letter';

/** The first person of the story the simulated hosts treat like this. */
export function someone(expected: string): Person {
  const person = story.people.find((one) => one.expect === expected);
  if (person === undefined) throw new Error(`Nobody among the people is ${expected}.`);
  return person;
}
