// What a person does at a terminal stands in the audit too, under the name of her account on the machine.
import { userInfo } from 'node:os';
import { AuditStore, type Database } from '@doorstep/database';

export const terminalActor = (): string => `${accountName()} at a terminal`;

export async function recordAudit(
  database: Database,
  action: string,
  subject: { readonly kind: string; readonly id: string | null },
  detail: Record<string, unknown>,
): Promise<void> {
  await new AuditStore(database).append({
    actorKind: 'system',
    actorId: null,
    actorLabel: terminalActor(),
    ...{ action, detail, ip: null },
    subjectKind: subject.kind,
    subjectId: subject.id,
  });
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody'; // an account without a name, as in some containers
  }
}
