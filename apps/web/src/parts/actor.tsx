// Who made a change. The name leads to the line of the audit log, for those who may read it.
'use client';

import { isAudited } from '@doorstep/contracts';
import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from './link';
import { useMayReadSettings } from './use-may';

interface AuditedChange {
  /** When the change was made; null where nobody can say: the log is narrowed down to what was done to the object. */
  at: string | null;
  /** Null where the object alone says enough. */
  who: string | null;
  /** What was changed, as kind:id, where it is known. */
  about?: string | null | undefined;
}

/** The audit log, at the line of a change. */
export const auditHref = ({ at, who, about }: AuditedChange): string => {
  const search = new URLSearchParams({
    ...(who !== null && { who }),
    ...(at === null ? { ...(about && { about }) } : { near: at, ...(about && { of: about }) }),
  });
  return `/settings/audit?${search}`;
};

export function AuditLink({ children, ...change }: AuditedChange & { children: ReactNode }) {
  const mayRead = useMayReadSettings();
  if (!mayRead) return children;
  return (
    <Anchor component={Link} href={auditHref(change)} inherit c="inherit" underline="always" title="In the audit log">
      {children}
    </Anchor>
  );
}

interface ActorProps {
  name: string;
  at: string | null;
  about?: string | null | undefined;
}

export function Actor({ name, at, about }: ActorProps) {
  if (!isAudited(name)) return name;
  return (
    <AuditLink who={name} at={at} about={about}>
      {name}
    </AuditLink>
  );
}

/** A sentence that names who did it somewhere in it. */
export const ActorIn = ({ words, ...actor }: ActorProps & { words: string }) =>
  withName(words, actor.name, <Actor {...actor} />) ?? words;

/** @returns the words with `shown` in the place of the name; null when it is not among them */
export function withName(words: string, name: string, shown: ReactNode): ReactNode | null {
  const at = words.lastIndexOf(name);
  if (at < 0) return null;
  return (
    <>
      {words.slice(0, at)}
      {shown}
      {words.slice(at + name.length)}
    </>
  );
}
