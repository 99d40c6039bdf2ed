// What a report says: of each recipient, and of itself. All of it was written by others and is shown as text.
import type { InboundRecipient } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import { RawReply } from '../parts/raw-reply';
import { categoryWords, plainWords, scopeWords } from '../parts/words';
import classes from './returned-mail.module.css';

interface Fact {
  readonly name: string;
  readonly value: string;
}

export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value }) => (
        <Fragment key={name} name={name} value={value} />
      ))}
    </dl>
  );
}

function Fragment({ name, value }: Fact) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

const named = <Key extends string>(words: Record<Key, string>, key: string) =>
  key in words ? words[key as Key] : plainWords(key);

export function RecipientFacts({ recipient }: { recipient: InboundRecipient }) {
  const { address, originalRecipient, finalRecipient, action, status, replyCode, remoteMta } = recipient;
  const facts: readonly (readonly [name: string, value: string | null])[] = [
    ['Refused for', finalRecipient === address ? null : finalRecipient],
    ['Written to', originalRecipient === address ? null : originalRecipient],
    ['What happened', action && plainWords(action)],
    ['Codes', [replyCode, status].filter((code) => code !== null).join(' ')],
    ['Said by', remoteMta],
    ['We read it as', named(categoryWords, recipient.category)],
    ['It speaks of', named(scopeWords, recipient.scope)],
    ['Rule', recipient.ruleId === 'none' ? null : recipient.ruleId],
  ];
  return (
    <section className={classes.recipient} aria-label={`What it says of ${address}`}>
      <Text fw={600} mb={8} style={{ overflowWrap: 'anywhere' }}>
        {address}
      </Text>
      <FactList facts={facts.flatMap(([name, value]) => (value ? [{ name, value }] : []))} />
      {recipient.diagnostic !== '' && (
        <div style={{ marginTop: 8 }}>
          <RawReply text={recipient.diagnostic} what={`reply about ${address}`} />
        </div>
      )}
    </section>
  );
}
