// The head of a page: where it belongs, its title, its state, its actions.
import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from './link';
import classes from './page-header.module.css';

interface PageHeaderProps {
  title: ReactNode;
  back?: { href: string; label: string };
  status?: ReactNode;
  actions?: ReactNode;
  about?: ReactNode;
}

export function PageHeader({ title, back, status, actions, about }: PageHeaderProps) {
  return (
    <>
      <div className={classes.header}>
        <div className={classes.title}>
          {back && (
            <Link href={back.href} className={`${classes.back} no-print`}>
              {back.label}
            </Link>
          )}
          <div className={classes.name}>
            <Title order={1}>{title}</Title>
            {status}
          </div>
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      {about && (
        <Text c="dimmed" size="sm" maw={720} mb="md" mt={-8}>
          {about}
        </Text>
      )}
    </>
  );
}
