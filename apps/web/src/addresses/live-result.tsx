// What a live check found: the sentence, DNS, each host step by step, and what differs from her last failure.
import type { LiveCheck, LiveCheckHost } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import { Moment } from '../parts/moment';
import { RawReply } from '../parts/raw-reply';
import { ToneIcon } from '../parts/status';
import type { Tone } from '../parts/words';
import classes from './live-result.module.css';

const stageWords: Record<LiveCheckHost['steps'][number]['stage'], string> = {
  dns: 'DNS',
  connect: 'Connection',
  banner: 'Greeting',
  ehlo: 'Introduction',
  starttls: 'Encryption',
  mail: 'Sender named',
  rcpt: 'Recipient named',
  data: 'Message',
  dot: 'End of message',
};

function toneOf({ state, dns, hosts, heldBy }: LiveCheck): Tone {
  if (state !== 'ended') return 'working';
  if (heldBy !== null) return 'warn';
  const isAsked = hosts.find(({ recipient }) => recipient !== null)?.recipient?.outcome;
  if (isAsked !== undefined) return isAsked === 'accepted' ? 'good' : isAsked === 'refused' ? 'bad' : 'warn';
  if (dns === null || hosts.length === 0) return 'bad';
  return hosts.some(({ outcome }) => outcome === 'open') ? 'good' : 'bad';
}

const ms = (value: number): string => (value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`);

export function LiveResult({ check }: { check: LiveCheck }) {
  const { dns, hosts, since } = check;
  return (
    <div className={classes.result}>
      <p className={classes.headline}>
        <ToneIcon tone={toneOf(check)} size={18} /> <span>{check.headline}</span>
      </p>
      {since && <Since since={since} />}
      {dns && (
        <dl className={classes.steps} aria-label="DNS">
          <div>
            <dt>DNS</dt>
            <dd>
              {dns.words}
              {dns.hosts.map(({ host, preference, addresses }) => (
                <span className="mono" key={host}>
                  {preference} {host} {addresses.length === 0 ? '(no address)' : addresses.join(' ')}
                </span>
              ))}
            </dd>
            <dd className={classes.ms}>{ms(dns.ms)}</dd>
          </div>
        </dl>
      )}
      {hosts.map((host) => (
        <Host key={`${host.mxHost} ${host.ip}`} host={host} />
      ))}
    </div>
  );
}

function Host({ host }: { host: LiveCheckHost }) {
  const { certificate, recipient } = host;
  return (
    <details className={classes.host} open={host.outcome === 'failed' || recipient !== null}>
      <summary>
        <ToneIcon tone={host.outcome === 'open' ? 'good' : 'bad'} size={16} />
        <span className="mono">
          {host.mxHost} [{host.ip}]
        </span>
        <span>{host.outcome === 'open' ? 'takes connections' : 'failed'}</span>
      </summary>
      <dl className={classes.steps} aria-label={`Steps with ${host.mxHost}`}>
        {host.steps.map((step) => (
          <div key={`${step.stage} ${step.ms} ${step.words}`}>
            <dt>{stageWords[step.stage]}</dt>
            <dd>{step.words}</dd>
            <dd className={classes.ms}>{ms(step.ms)}</dd>
          </div>
        ))}
        {host.tls !== null && (
          <div>
            <dt>TLS</dt>
            <dd>{host.tls}</dd>
          </div>
        )}
        {certificate && (
          <div>
            <dt>Certificate</dt>
            <dd>
              {certificate.subject}, until <Moment at={certificate.validTo} />
            </dd>
          </div>
        )}
        {host.sourceIp !== null && (
          <div>
            <dt>From</dt>
            <dd className="mono">{host.sourceIp}</dd>
          </div>
        )}
      </dl>
      {recipient && <RawReply text={recipient.said} what="what it says of her" />}
    </details>
  );
}

function Since({ since }: { since: NonNullable<LiveCheck['since']> }) {
  const changed = since.changes.filter(({ isChanged }) => isChanged);
  return (
    <div className={classes.since}>
      <Text size="sm">
        {since.words}{' '}
        <span className={classes.quiet}>
          Her last failure: <Moment at={since.failedAt} />.
        </span>
      </Text>
      {changed.length > 0 && (
        <table>
          <caption className="visually-hidden">Then and now</caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Then</th>
              <th scope="col">Now</th>
            </tr>
          </thead>
          <tbody>
            {changed.map(({ what, label, thenWas, nowIs }) => (
              <tr key={what}>
                <th scope="row">{label}</th>
                <td>{thenWas}</td>
                <td>{nowIs}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
