// A titled part of a page.
import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './section.module.css';

interface SectionProps {
  title: ReactNode;
  /** Where an address with `#` leads. */
  id?: string;
  aside?: ReactNode;
  /** Without padding, for tables and lists that bring their own. */
  isFlush?: boolean;
  children: ReactNode;
}

export function Section({ title, id: place, aside, isFlush = false, children }: SectionProps) {
  const id = useId();
  return (
    <section id={place} className={classes.section} aria-labelledby={id}>
      <div className={classes.head}>
        <Title order={2} size="h3" id={id}>
          {title}
        </Title>
        {aside && <div className={classes.actions}>{aside}</div>}
      </div>
      <div className={isFlush ? undefined : classes.body}>{children}</div>
    </section>
  );
}
