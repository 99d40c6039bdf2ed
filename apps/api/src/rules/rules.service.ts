// Own rules: checked before they are saved, put in order, imported; and what the rules together say of a reply.
import { type Classifier, createClassifier, explainReply } from '@doorstep/bounces';
import type { NewRule, RuleChange, RuleExport, RuleQuestion } from '@doorstep/contracts';
import { OwnRuleStore, UnclassifiedStore } from '@doorstep/database';
import { Injectable } from '@nestjs/common';
import { notFound } from '../http/problem.js';
import { asOwnRule, exported, named, refuseFaulty, viewOfRule } from './rule-view.js';
import { rankUnknown } from './unknown-replies.js';

/** The newest this many are brought together; more say nothing new about what to do first. */
const MOST_UNKNOWN = 20_000;
const DAY_MS = 86_400_000;

@Injectable()
export class RuleService {
  constructor(
    private readonly rules: OwnRuleStore,
    private readonly unclassified: UnclassifiedStore,
  ) {}

  async all(withDeleted: boolean) {
    return (await this.rules.all({ withDeleted })).map(viewOfRule);
  }

  async one(id: string) {
    const row = await this.rules.one(id);
    if (row === null) throw notFound('rule');
    return viewOfRule(row);
  }

  async versions(id: string) {
    await this.one(id);
    return this.rules.versions(id);
  }

  async add(rule: NewRule, actor: string) {
    refuseFaulty(rule.definition);
    const taken = new Set((await this.rules.all({ withDeleted: true })).map(({ slug }) => slug));
    return viewOfRule(await this.rules.add(named(rule, taken), actor));
  }

  async change(id: string, change: RuleChange, actor: string) {
    if (change.definition !== undefined) refuseFaulty(change.definition);
    const row = await this.rules.change(id, change, actor);
    if (row === null) throw notFound('rule');
    return viewOfRule(row);
  }

  async remove(id: string, actor: string): Promise<void> {
    if (!(await this.rules.remove(id, actor))) throw notFound('rule');
  }

  async restore(id: string, actor: string) {
    const row = await this.rules.restore(id, actor);
    if (row === null) throw notFound('rule');
    return viewOfRule(row);
  }

  async order(ids: readonly string[]) {
    await this.rules.reorder(ids);
    return this.all(false);
  }

  async export() {
    return { format: 'doorstep-rules-1' as const, rules: (await this.rules.all()).map(exported) };
  }

  import({ rules }: RuleExport, actor: string) {
    for (const [index, rule] of rules.entries()) refuseFaulty(rule.definition, `#/rules/${index}/definition`);
    return this.rules.importAll(rules, actor);
  }

  async explain(question: RuleQuestion) {
    return explainReply(await this.classifier(), question);
  }

  async unknown(days: number, limit: number) {
    const rows = await this.unclassified.newest(new Date(Date.now() - days * DAY_MS), MOST_UNKNOWN);
    return rankUnknown(rows, await this.classifier(), limit);
  }

  private async classifier(): Promise<Classifier> {
    const rules = await this.rules.inForce();
    return createClassifier(rules.map(({ slug, version, ...definition }) => asOwnRule(slug, version, definition)));
  }
}
