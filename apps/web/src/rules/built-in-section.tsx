// The rules Doorstep brings, to read: searched by id, provider, category or pattern.
'use client';

import type { BuiltInRuleView } from '@doorstep/contracts';
import { useState } from 'react';
import { rules } from '../client/rules';
import { usePages } from '../client/use-pages';
import { type Column, DataTable } from '../parts/data-table';
import { EmptyState } from '../parts/empty-state';
import { counted } from '../parts/numbers';
import { Section } from '../parts/section';
import { SearchField, Toolbar } from '../parts/toolbar';
import { categoryWords, scopeWords } from '../parts/words';
import { providerName } from './provider-names';
import classes from './rules.module.css';
import { builtInKey } from './rules-key';

const FIRST = 15;

const columns: Column<BuiltInRuleView>[] = [
  { header: 'Rule', cell: (rule) => <span className="mono">{rule.id}</span> },
  { header: 'Of', cell: (rule) => (rule.provider === null ? 'any server' : providerName(rule.provider)) },
  {
    header: 'Means',
    cell: (rule) => (
      <div>
        {categoryWords[rule.category]} <span className={classes.dim}>({scopeWords[rule.scope]})</span>
      </div>
    ),
  },
  {
    header: 'Looks for',
    width: '40%',
    cell: (rule) => (
      <div>
        {[...rule.codes.map(String), ...rule.enhancedCodes].join(', ')}
        {rule.pattern !== null && <pre className={classes.reply}>{rule.pattern}</pre>}
      </div>
    ),
  },
];

export function BuiltInSection() {
  const [search, setSearch] = useState('');
  const [isAll, setIsAll] = useState(false);
  const list = usePages(builtInKey, () => rules.builtIn());
  const asked = search.trim().toLowerCase();
  const rows = list.rows?.filter((rule) =>
    [rule.id, rule.provider ?? '', categoryWords[rule.category], rule.pattern ?? ''].some((text) =>
      text.toLowerCase().includes(asked),
    ),
  );
  const isCut = !isAll && asked === '' && (rows?.length ?? 0) > FIRST;
  return (
    <Section title={`Our rules${list.rows ? `: ${list.rows.length}` : ''}`} isFlush>
      <Toolbar>
        <SearchField label="Search our rules" value={search} onChange={setSearch} />
        {asked !== '' && rows && <span className={classes.dim}>{counted(rows.length, 'rule', 'rules')}</span>}
      </Toolbar>
      <DataTable
        caption="Our rules in the order they are asked"
        columns={columns}
        list={{ ...list, rows: isCut ? rows?.slice(0, FIRST) : rows, hasMore: isCut, loadMore: () => setIsAll(true) }}
        rowKey={(rule) => rule.id}
        empty={<EmptyState title={`None of our rules has “${search}” in it`}>Search for other words.</EmptyState>}
      />
    </Section>
  );
}
