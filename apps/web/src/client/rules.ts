// Rules, replies no rule knows, previews and replays as the API offers them.
import type {
  BuiltInRuleView,
  NewRule,
  Page,
  ReplayPerson,
  RuleChange,
  RuleExplanation,
  RuleExport,
  RuleImportResult,
  RuleReplayDetail,
  RuleReplayView,
  RuleVersion,
  RuleView,
  UnknownReply,
} from '@doorstep/contracts';
import { get, patch, post, remove } from './api';

export const rules = {
  page: () => get<Page<RuleView>>('/v1/rules'),
  builtIn: () => get<Page<BuiltInRuleView>>('/v1/rules/built-in'),
  unknown: () => get<Page<UnknownReply>>('/v1/rules/unknown'),
  explain: (text: string, signal?: AbortSignal) => get<RuleExplanation>('/v1/rules/explain', { text }, signal),
  versions: (id: string) => get<Page<RuleVersion>>(`/v1/rules/${id}/versions`),
  add: (rule: NewRule) => post<RuleView>('/v1/rules', rule),
  change: (id: string, change: RuleChange) => patch<RuleView>(`/v1/rules/${id}`, change),
  remove: (id: string) => remove(`/v1/rules/${id}`),
  restore: (id: string) => post<RuleView>(`/v1/rules/${id}/restore`),
  order: (ids: string[]) => post<Page<RuleView>>('/v1/rules/order', { ids }),
  export: () => get<RuleExport>('/v1/rules/export'),
  import: (file: unknown) => post<RuleImportResult>('/v1/rules/import', file),
};

export const ruleReplays = {
  page: (cursor?: string | null) => get<Page<RuleReplayView>>('/v1/rule-replays', { cursor, limit: 20 }),
  one: (id: string, signal?: AbortSignal) => get<RuleReplayDetail>(`/v1/rule-replays/${id}`, undefined, signal),
  people: (id: string, only: string, cursor?: string | null) =>
    get<Page<ReplayPerson>>(`/v1/rule-replays/${id}/people`, { only, cursor, limit: 50 }),
  begin: (days: number) => post<RuleReplayView>('/v1/rule-replays', { days }),
  preview: (rule: NewRule, replaces: string | null, days: number) =>
    post<RuleReplayView>('/v1/rule-replays/preview', { rule, replaces, days }),
  cancel: (id: string) => post<RuleReplayView>(`/v1/rule-replays/${id}/cancel`),
  apply: (id: string) => post<RuleReplayView>(`/v1/rule-replays/${id}/apply`),
  undo: (id: string) => post<RuleReplayView>(`/v1/rule-replays/${id}/undo`),
};
