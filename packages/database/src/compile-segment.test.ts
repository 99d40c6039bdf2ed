// No value of a definition is ever text of a statement.
import { SegmentDefinition, type SegmentGroup } from '@doorstep/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition, compileSegment } from './compile-segment.js';

const id = '0193a5c0-7d2e-7cc0-9a51-0d2f6a1c9b44';
const now = new Date('2026-11-27T12:00:00Z');

const hostile = fc
  .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  .map((text) => `⟪'; DROP TABLE address; --$1${text}⟫`.slice(0, 64));

const shapes = (text: string) => [
  { kind: 'field', key: text, test: { op: 'is', value: text } },
  { kind: 'field', key: text, test: { op: 'one_of', values: [text, `${text}!`] } },
  { kind: 'field', key: text, test: { op: 'above', number: 7 } },
  { kind: 'name', test: { op: 'ends_with', value: text } },
  { kind: 'domain', test: { op: 'contains_not', value: text } },
  { kind: 'provider', providers: [text] },
  { kind: 'list', listId: id, joined: { op: 'before', day: '2026-01-01' } },
  { kind: 'activity', event: 'any', campaignId: null, lastCampaigns: 3 },
];

describe('compileSegment', () => {
  it('puts every value into the parameters and none into the text', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 7 }), fc.constantFrom('all', 'any', 'none'), (text, at, kind) => {
        const group = SegmentDefinition.parse({
          kind,
          parts: [shapes(text)[at], { kind: 'all', parts: [shapes(text)[0]] }],
        });
        const { sql, parameters } = compileSegment(group, 5, now);
        expect(sql).not.toContain('⟪');
        expect(sql).not.toContain(id);
        expect(parameters).toContain(text);
        const used = new Set([...sql.matchAll(/\$(\d+)/g)].map(([, n]) => Number(n)));
        expect([...used].sort((a, b) => a - b)).toEqual(parameters.map((_, n) => n + 5));
        const part = compileCondition(
          SegmentDefinition.parse({ kind, parts: [shapes(text)[at]] }).parts[0] as never,
          1,
          now,
        );
        expect(`${part.sql}${part.saw}`).not.toContain('⟪');
      }),
      { numRuns: 200 },
    );
  });

  it('reads no definition that is deeper or longer than the bounds', () => {
    const leaf = { kind: 'suppressed' };
    const nest = (depth: number): unknown => ({ kind: 'all', parts: [depth === 1 ? leaf : nest(depth - 1)] });
    expect(SegmentDefinition.safeParse(nest(4)).success).toBe(true);
    expect(SegmentDefinition.safeParse(nest(5)).success).toBe(false);
    const many = (n: number) => ({ kind: 'any', parts: Array.from({ length: n }, () => leaf) });
    expect(SegmentDefinition.safeParse({ kind: 'all', parts: [many(50)] }).success).toBe(true);
    expect(SegmentDefinition.safeParse({ kind: 'all', parts: [many(50), leaf] }).success).toBe(false);
    expect(SegmentDefinition.safeParse({ kind: 'all', parts: [{ kind: 'suppressed', sql: 'true' }] }).success).toBe(
      false,
    );
    const group: SegmentGroup = SegmentDefinition.parse({ kind: 'all', parts: [leaf] });
    expect(group.parts[0]).toEqual({ kind: 'suppressed', is: true });
  });
});
