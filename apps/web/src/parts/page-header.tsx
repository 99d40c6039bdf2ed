// The head of a page: where it belongs, its title, its state, its actions.
import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from './link';
import { May, OnlyFor, type Right } from './may';
import classes from './page-header.module.css';

interface PageHeaderProps {
  title: ReactNode;
  back?: { href: string; label: string };
  status?: ReactNode;
  actions?: ReactNode;
  /** Actions that need the first of the rights below. */
  act?: ReactNode;
  /** What this page lets some people do: whoever may not is told here who may. */
  needs?: Right | readonly Right[] | undefined;
  about?: ReactNode;
}

export function PageHeader({ title, back, status, actions, act, needs = [], about }: PageHeaderProps) {
  const rights: readonly Right[] = [needs].flat();
  const [first] = rights;
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
        {(actions || first) && (
          <div className={classes.actions}>
            {actions}
            {first && act && <May scope={first.scope}>{act}</May>}
            {rights.length > 0 && (
              <div className={classes.rights}>
                {rights.map((right) => (
                  <OnlyFor key={right.to} {...right} />
                ))}
              </div>
            )}
          </div>
        )}
      </div>
      {about && (
        <Text c="dimmed" size="sm" maw={720} mb="md" mt={-8}>
          {about}
        </Text>
      )}
    </>
  );
}
