// The hairline frame around a table with its toolbar.
import type { ReactNode } from 'react';
import classes from './section.module.css';

export function FrameBox({ children }: { children: ReactNode }) {
  return <div className={classes.section}>{children}</div>;
}
