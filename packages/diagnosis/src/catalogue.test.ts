// One fixture for each row of the catalogue: real-looking replies in, the sentence a person reads out.
import { describe, expect, it } from 'vitest';
import { catalogue, diagnose } from './diagnose.js';
import { evidence } from './testing/evidence.js';
import { choiceAndForward } from './testing/fixtures-choice-and-forward.js';
import { ourSide } from './testing/fixtures-our-side.js';
import { patience } from './testing/fixtures-patience.js';
import { recipientAndServer } from './testing/fixtures-recipient-and-server.js';

const fixtures = [...choiceAndForward, ...ourSide, ...recipientAndServer, ...patience];

describe('the catalogue', () => {
  it.each(fixtures)('$cause: $headline', ({ cause, given, headline, certainty, side }) => {
    expect(diagnose(evidence(given))).toMatchObject({ cause, headline, certainty, side });
  });

  it('has one fixture for every row', () => {
    expect(fixtures.map((fixture) => fixture.cause).toSorted()).toEqual(catalogue.map((row) => row.cause).toSorted());
  });
});
