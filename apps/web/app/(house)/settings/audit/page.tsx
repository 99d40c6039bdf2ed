// Who changed what, when.
import type { Metadata } from 'next';
import { AuditPage } from '../../../../src/settings/audit-page';

export const metadata: Metadata = { title: 'Audit log' };

export default function Page() {
  return <AuditPage />;
}
