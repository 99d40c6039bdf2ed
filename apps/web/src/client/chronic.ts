// Chronic bounces as the API offers them.
import type {
  ChronicAction,
  ChronicCorrection,
  ChronicGroup,
  ChronicGroupQuery,
  ChronicGroups,
  ChronicPeopleQuery,
  ChronicPerson,
  ChronicRetry,
  ChronicRule,
  ChronicRuleInForce,
  ChronicStateChange,
  NewChronicAction,
  NewChronicCorrection,
  Page,
} from '@doorstep/contracts';
import { get, post, request } from './api';

const groupPath = (key: string) => `/v1/chronic/groups/${encodeURIComponent(key)}`;

type Behind = Pick<ChronicPeopleQuery, 'heldBack'>;

export const chronic = {
  groups: (state: ChronicGroupQuery['state']) => get<ChronicGroups>('/v1/chronic/groups', { state }),
  group: (key: string) => get<ChronicGroup>(groupPath(key)),
  people: (key: string, { heldBack }: Behind, cursor?: string | null) =>
    get<Page<ChronicPerson>>(`${groupPath(key)}/people`, { heldBack, cursor, limit: 20 }),
  everybody: ({ heldBack }: Behind, cursor?: string | null) =>
    get<Page<ChronicPerson>>('/v1/chronic/people', { heldBack, cursor, limit: 20 }),
  setState: (key: string, change: ChronicStateChange) => post<ChronicGroup>(`${groupPath(key)}/state`, change),
  act: (key: string, action: NewChronicAction) => post<ChronicAction>(`${groupPath(key)}/actions`, action),
  previewCorrection: (key: string, domain: string) =>
    get<ChronicCorrection>(`${groupPath(key)}/correction`, { domain }),
  correct: (key: string, correction: NewChronicCorrection) =>
    post<ChronicAction>(`${groupPath(key)}/correction`, correction),
  retry: (key: string) => post<ChronicRetry>(`${groupPath(key)}/retry`),
  undo: (id: string) => post<ChronicAction>(`/v1/chronic/actions/${id}/undo`),
  rule: () => get<ChronicRuleInForce>('/v1/chronic/rule'),
  setRule: (rule: ChronicRule) => request<ChronicRuleInForce>('PUT', '/v1/chronic/rule', { body: rule }),
};

export const contactsFileHref = (key: string): string => `${groupPath(key)}/contacts.csv`;
export const peopleFileHref = (key: string): string => `${groupPath(key)}/people.csv`;
