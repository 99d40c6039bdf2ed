// What is shown as a file to take along: one for each form.
'use client';

import { Button, Menu } from '@mantine/core';
import { Download } from 'lucide-react';

interface ExportMenuProps {
  /** Where each file is, by what it is called. */
  forms: Readonly<Record<string, string>>;
}

export function ExportMenu({ forms }: ExportMenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" className="no-print" leftSection={<Download size={14} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(forms).map(([label, href]) => (
          <Menu.Item key={label} component="a" href={href} download>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
