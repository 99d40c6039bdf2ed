// What one destination shows in its row: its name and hosts, its state with the reason, how long the rest takes.
import type { SiteView } from '@doorstep/contracts';
import { Spoiler, Text, Tooltip } from '@mantine/core';
import { AuditLink } from '../parts/actor';
import { Breakable } from '../parts/breakable';
import { Moment } from '../parts/moment';
import { count } from '../parts/numbers';
import { Status } from '../parts/status';
import { minutesLeft, roughly } from './eta-words';
import { isPaused, limitWords, NO_HOST, pauseSource, siteName } from './site-words';

export function Destination({ site }: { site: SiteView }) {
  const hosts = site.mxHosts.join(', ') || NO_HOST;
  return (
    <Tooltip label={<span className="mono">{hosts}</span>}>
      <span>
        <Text component="span" size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
          <Breakable text={siteName(site)} />
        </Text>
        {hosts !== siteName(site) && (
          <Text
            {...{ size: 'xs', c: 'dimmed', component: 'span', display: 'block', truncate: true, maw: 220 }}
            className={hosts === NO_HOST ? '' : 'mono'}
          >
            {hosts}
          </Text>
        )}
      </span>
    </Tooltip>
  );
}

/** Three lines: a reply can be long, and the table is to be looked over. */
const REASON_PX = 50;

function Reason({ text }: { text: string | null }) {
  if (text === null || text === '') return null;
  return (
    <Spoiler maxHeight={REASON_PX} showLabel="All of it" hideLabel="Less" fz="xs">
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Text>
    </Spoiler>
  );
}

/** What a person set stands below whatever goes on at the moment. */
export function SiteState({ site }: { site: SiteView }) {
  const limits = [site.ownLimit, site.providerLimit].filter((limit) => limit !== null);
  return (
    // Wide enough for a reply to be read: the other columns take what they need first.
    <div style={{ minWidth: 132 }}>
      <Now site={site} />
      {limits.map((limit) => (
        <Tooltip key={limit.setAt} label={`Set by ${limit.actor}: ${limit.reason}`}>
          <Text size="xs" c="dimmed" component="span" display="block" style={{ overflowWrap: 'anywhere' }}>
            By hand{limit === site.providerLimit ? `, all of ${siteName(site)}` : ''}: {limitWords(limit)}
          </Text>
        </Tooltip>
      ))}
    </div>
  );
}

function Now({ site }: { site: SiteView }) {
  if (isPaused(site)) {
    return (
      <div>
        <Status word={{ label: 'Paused', tone: 'warn' }} />{' '}
        <Text component="span" size="xs" c="dimmed" title={site.pauseCause ?? undefined}>
          {site.pauseCause === 'user' ? (
            <AuditLink at={null} who={null} about={`sites:${site.id}`}>
              {pauseSource(site.pauseCause)}
            </AuditLink>
          ) : (
            pauseSource(site.pauseCause)
          )}
          , goes on <Moment at={site.pausedUntil} asRelative />
        </Text>
        <Reason text={site.pauseReason} />
      </div>
    );
  }
  if (site.isProbing)
    return (
      <Status
        word={{ label: 'Trying one', tone: 'warn', meaning: 'One message finds out whether it is well again.' }}
      />
    );
  if (site.ratePerMinute !== null) {
    return (
      <div>
        <Status word={{ label: `Slowed to ${count(site.ratePerMinute)} a minute`, tone: 'warn' }} />{' '}
        <Text component="span" size="xs" c="dimmed">
          until <Moment at={site.rateUntil} asRelative />
        </Text>
        <Reason text={site.rateReason} />
      </div>
    );
  }
  if (site.sending > 0) return <Status word={{ label: 'Sending', tone: 'working' }} />;
  if (site.waiting > 0) return <Status word={{ label: 'Waiting', tone: 'calm' }} />;
  return <Status word={{ label: 'Nothing waits', tone: 'good' }} />;
}

/** At the speed of the last five minutes, or at its limit when that is lower. */
export function TimeLeft({ site }: { site: SiteView }) {
  const rates = [site.ratePerMinute, site.ownLimit?.perMinute ?? site.providerLimit?.perMinute ?? null];
  const speed = Math.min(site.endedPerMinute, ...rates.filter((rate) => rate !== null));
  const left = isPaused(site) ? null : minutesLeft(site.waiting, speed);
  return <span style={{ whiteSpace: 'nowrap' }}>{left === null ? '–' : roughly(left)}</span>;
}
