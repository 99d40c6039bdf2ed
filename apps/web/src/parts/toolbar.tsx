// Above a table: search and filters, all of them in the address of the page.
'use client';

import { CloseButton, Group, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import classes from './toolbar.module.css';

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Writes to the URL when the typing rests for 250 ms. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const say = useDebouncedCallback(onChange, 250);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        say(event.currentTarget.value);
      }}
      leftSection={<Search size={14} aria-hidden />}
      rightSection={
        typed === '' ? null : <CloseButton size="sm" aria-label="Clear the search" onClick={() => onChange('')} />
      }
      className={classes.search ?? ''}
    />
  );
}

export function Toolbar({ children }: { children: ReactNode }) {
  return (
    <Group gap={8} p={12} className={classes.toolbar ?? ''} style={{ borderBottom: '1px solid var(--hairline)' }}>
      {children}
    </Group>
  );
}
