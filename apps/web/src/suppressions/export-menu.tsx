// The suppressions of the filter as a file, for people and for other programs.
'use client';

import type { SuppressionQuery } from '@doorstep/contracts';
import { Button, Menu } from '@mantine/core';
import { Download } from 'lucide-react';
import { suppressions } from '../client/audience';

const forms = [
  ['csv', 'CSV, everything'],
  ['json', 'JSON, everything'],
  ['listmonk', 'For listmonk'],
  ['mailchimp', 'For Mailchimp'],
  ['ses', 'For Amazon SES'],
] as const;

export function ExportMenu({ query }: { query: Partial<SuppressionQuery> }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<Download size={14} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {forms.map(([format, label]) => (
          <Menu.Item key={format} component="a" href={suppressions.fileHref(query, format)} download>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
