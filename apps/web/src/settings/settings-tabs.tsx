// The head of every settings page: its title and the way to the other ones.
'use client';

import { usePathname } from 'next/navigation';
import type { ComponentProps } from 'react';
import { Link } from '../parts/link';
import { PageHeader } from '../parts/page-header';
import classes from './settings-tabs.module.css';

const tabs = [
  { href: '/settings/users', label: 'Users' },
  { href: '/settings/api-keys', label: 'API keys' },
  { href: '/settings/fields', label: 'Fields' },
  { href: '/settings/tags', label: 'Tags' },
  { href: '/settings/source-addresses', label: 'Source addresses' },
  { href: '/settings/consequences', label: 'What bounces lead to' },
  { href: '/settings/rules', label: 'Rules' },
  { href: '/settings/link-keys', label: 'Link keys' },
  { href: '/settings/webhooks', label: 'Webhooks' },
  { href: '/settings/audit', label: 'Audit log' },
];

type SettingsHeadProps = Pick<ComponentProps<typeof PageHeader>, 'actions' | 'act' | 'needs' | 'about'>;

export function SettingsHead({ about, ...head }: SettingsHeadProps) {
  const pathname = usePathname();
  return (
    <>
      <PageHeader title="Settings" {...head} />
      <nav aria-label="Settings" className={classes.tabs}>
        {tabs.map((tab) => (
          <Link key={tab.href} href={tab.href} aria-current={pathname === tab.href ? 'page' : undefined}>
            {tab.label}
          </Link>
        ))}
      </nav>
      {about && <p className={classes.about}>{about}</p>}
    </>
  );
}
