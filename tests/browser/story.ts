// What the parts of the story hand on: who is at the browser, whom she wrote to, what came of it.
import type { Browser } from 'playwright-core';
import type { Visitor } from './visitor.js';

export interface Person {
  readonly address: string;
  readonly name: string;
  readonly city: string;
  /** Character of the simulated host she is at. */
  readonly group: string;
}

export interface Story {
  browser: Browser;
  ada: Visitor;
  people: Person[];
  importPath: string;
  campaignPath: string;
  webhookPath: string;
}

/** Filled as the story goes; a part that comes too early finds it empty and fails. */
export const story = {} as Story;

export const ACCOUNT = { name: 'Ada', address: 'ada@doorstep.example', password: 'correct horse battery' };
export const LIST = 'Monthly letter';

/** The first person of the story whose host has this character. */
export function someone(group: string): Person {
  const person = story.people.find((one) => one.group === group);
  if (person === undefined) throw new Error(`Nobody among the people is at ${group}.`);
  return person;
}
