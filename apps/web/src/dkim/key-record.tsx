// The record of a key as DNS panels want it: name and value to copy, and the line for those who keep zone files.
import type { DkimKeyView } from '@doorstep/contracts';
import { Spoiler, Text } from '@mantine/core';
import { CopyButton } from '../parts/copy';
import { RawReply } from '../parts/raw-reply';
import records from '../sending-domains/domain-section.module.css';
import classes from './dkim.module.css';
import { algorithmName } from './dkim-words';
import { ServerViews } from './server-views';

export function KeyRecord({ keyView }: { keyView: DkimKeyView }) {
  const { selector, algorithm, record, views } = keyView;
  return (
    <div className={classes.record}>
      <Text size="sm" fw={600}>
        <span className="mono">{selector}</span> · {algorithmName(algorithm)}
      </Text>
      <dl className={records.values}>
        {[
          ['TXT', record.name, `the name of ${selector}`],
          ['Value', record.value, `the value of ${selector}`],
        ].map(([label, value, what]) => (
          <div key={label} className={records.value}>
            <dt>{label}</dt>
            <dd>
              <span className={`mono ${records.text}`}>{value}</span>
              <CopyButton value={value!} what={what!} />
            </dd>
          </div>
        ))}
      </dl>
      <Spoiler maxHeight={0} showLabel="For a zone file" hideLabel="Hide the line for a zone file">
        {record.strings.length > 1 && (
          <Text size="sm" c="dimmed" mb={4}>
            DNS holds at most 255 signs in one string, so the value stands in {record.strings.length} of them. Most
            panels do that by themselves.
          </Text>
        )}
        <RawReply text={record.zoneLine} what="the line for a zone file" />
      </Spoiler>
      {views && <ServerViews views={views} wanted={record.value} what={selector} />}
    </div>
  );
}
