// The records of a sending domain for whoever manages its DNS: what to set, where, and what is right already.
'use client';

import { type DnsRecord, dnsRecords, type SendingDomain } from '@doorstep/contracts';
import { Button, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link2, Printer } from 'lucide-react';
import { useState } from 'react';
import classes from '../campaigns/paper.module.css';
import tables from '../campaigns/report.module.css';
import { sendingDomains } from '../client/deliverability';
import { Breakable } from '../parts/breakable';
import { CopyButton } from '../parts/copy';
import { late } from '../parts/late';
import { Moment } from '../parts/moment';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { useMayDeliver } from '../parts/use-may';
import { checkText, resultWord } from './check-words';
import words from './domain-section.module.css';
import { recordsAsText } from './records-as-text';

const RecordsLinkDialog = late(() => import('./records-link-dialog').then((file) => file.RecordsLinkDialog));

function Records({ title, records }: { title: string; records: DnsRecord[] }) {
  return (
    <table className={`${tables.table} ${words.paperTable}`}>
      <caption style={{ textAlign: 'start', fontWeight: 600, paddingBlock: 8 }}>{title}</caption>
      <thead>
        <tr>
          <th scope="col">For</th>
          <th scope="col">Type</th>
          <th scope="col">Name</th>
          <th scope="col">Value</th>
          <th scope="col">Now</th>
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <tr key={`${record.name} ${record.recordName}`}>
            <th scope="row">{checkText(record.name).title}</th>
            <td data-label="Type">{record.recordType}</td>
            <td data-label="Name" className={`mono ${words.text}`}>
              <Breakable text={record.recordName} />
            </td>
            <td data-label="Value" className={`mono ${words.text}`}>
              {record.expected}
            </td>
            <td data-label="Now">{resultWord(record).label}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Paper({ domain }: { domain: SendingDomain }) {
  const { toSet, right } = dnsRecords(domain.checks);
  return (
    <article className={classes.paper}>
      <Text size="sm">
        These records belong into the DNS of <span className="mono">{domain.name}</span>, so that mail servers can tell
        our newsletter from forgeries. Names are written whole: many panels want them without{' '}
        <span className="mono">.{domain.name}</span> at the end. Where a record of the same name and kind stands
        already, replace it; two of them count as none.
      </Text>
      <Text size="sm" c="dimmed" component="div">
        As seen from outside: <Moment at={domain.checkedAt} none="not looked up yet" />.
      </Text>
      {toSet.length > 0 && <Records title="To be set" records={toSet} />}
      {toSet.length === 0 && right.length > 0 && <Text fw={500}>All records are right: there is nothing to do.</Text>}
      {right.length > 0 && <Records title="Right already" records={right} />}
    </article>
  );
}

export function DomainPaperPage({ id }: { id: string }) {
  const query = useQuery({ queryKey: ['sending-domain', id], queryFn: () => sendingDomains.one(id) });
  const domain = query.data;
  const mayDeliver = useMayDeliver();
  const [isSharing, setIsSharing] = useState(false);
  return (
    <>
      <PageHeader
        back={{ href: '/sending-domains', label: 'Sending domains' }}
        title={domain ? `DNS records for ${domain.name}` : 'DNS records'}
        needs={{ scope: 'deliverability:write', to: 'give them to others as a link' }}
        actions={
          domain && (
            <>
              <CopyButton value={recordsAsText(domain)} what="the records as text" />
              {mayDeliver && (
                <Button
                  variant="default"
                  className="no-print"
                  leftSection={<Link2 size={14} aria-hidden />}
                  onClick={() => setIsSharing(true)}
                >
                  As a link
                </Button>
              )}
              <Button
                className="no-print"
                leftSection={<Printer size={14} aria-hidden />}
                onClick={() => window.print()}
              >
                Print
              </Button>
            </>
          )
        }
      />
      {query.error && <ProblemBox error={query.error} again={() => void query.refetch()} />}
      {!domain && !query.error && <Skeleton height={320} />}
      {domain && <Paper domain={domain} />}
      {domain && isSharing && <RecordsLinkDialog id={id} name={domain.name} close={() => setIsSharing(false)} />}
    </>
  );
}
