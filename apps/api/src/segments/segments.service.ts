// Segments said in words: the store has ids and conditions, people read names and sentences.
import {
  conditionsOf,
  conditionWords,
  type Page,
  parseAddress,
  type Segment,
  type SegmentGroup,
  type SegmentNames,
  type SegmentPerson,
  type SegmentPreview,
  type SegmentWhy,
  type SegmentWhyQuestion,
  segmentWords,
} from '@doorstep/contracts';
import { type SegmentRow, SegmentStore } from '@doorstep/database';
import { Injectable } from '@nestjs/common';
import { pageOfRows } from '../http/cursor.js';
import { fieldProblem, notFound, problem } from '../http/problem.js';

/** Longer than a million people take on a small machine; what takes longer is answered with that it does. */
const COUNT_MS = 5000;

type Told = Omit<Segment, 'createdAt' | 'updatedAt'> & Pick<SegmentRow, 'createdAt' | 'updatedAt'>;

@Injectable()
export class SegmentService {
  constructor(private readonly segments: SegmentStore) {}

  async told(rows: readonly SegmentRow[]): Promise<Told[]> {
    const names = await this.namesOf(rows.map((row) => row.definition));
    return rows.map((row) => ({ ...row, sentence: segmentWords(row.definition, names) }));
  }

  async toldOne(row: SegmentRow | null): Promise<Told> {
    if (row === null) throw notFound('segment');
    return (await this.told([row]))[0]!;
  }

  async one(id: string): Promise<Told> {
    return this.toldOne(await this.segments.one(id));
  }

  async preview(definition: SegmentGroup): Promise<SegmentPreview> {
    const from = performance.now();
    const [names, counted] = await Promise.all([this.namesOf([definition]), this.segments.count(definition, COUNT_MS)]);
    return { sentence: segmentWords(definition, names), ...counted, tookMs: Math.round(performance.now() - from) };
  }

  async people(id: string, limit: number, after: string | undefined): Promise<Page<SegmentPerson>> {
    const { definition } = await this.one(id);
    const rows = await this.segments.people(definition, { limit: limit + 1, after }, COUNT_MS);
    return pageOfRows(rows, limit, (row) => [row.subscriberId]);
  }

  async why({ definition, address }: SegmentWhyQuestion): Promise<SegmentWhy> {
    const parsed = parseAddress(address);
    if (!parsed.isValid) throw fieldProblem('address', 'not_an_address', parsed.reason);
    const [names, verdict] = await Promise.all([
      this.namesOf([definition]),
      this.segments.why(definition, parsed.normalized),
    ]);
    if (verdict === null) {
      const words = `${parsed.normalized} is not a subscriber, so it is in no segment. Add the address to a list first.`;
      throw problem('no_subscriber', 404, words);
    }
    const conditions = conditionsOf(definition).map((condition, at) => ({
      words: conditionWords(condition, names),
      ...verdict.conditions[at]!,
    }));
    return {
      address: parsed.normalized,
      isIn: verdict.isIn,
      words: inOrOut(parsed.normalized, verdict.isIn, conditions),
      conditions,
    };
  }

  private async namesOf(definitions: readonly SegmentGroup[]): Promise<SegmentNames> {
    const { lists, tags, campaigns, imports, fields } = await this.segments.names(definitions);
    const from = (names: ReadonlyMap<string, string>) => (key: string) => names.get(key);
    return {
      list: from(lists),
      tag: from(tags),
      campaign: from(campaigns),
      import: from(imports),
      field: from(fields),
    };
  }
}

function inOrOut(address: string, isIn: boolean, conditions: SegmentWhy['conditions']): string {
  const truths = conditions.filter((one) => one.isTrue).length;
  const counted = `${truths} of ${conditions.length} ${conditions.length === 1 ? 'condition is' : 'conditions are'} true of this person`;
  return `${address} is ${isIn ? 'in' : 'not in'} this segment: ${counted}.`;
}
