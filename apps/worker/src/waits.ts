// The waits and sizes of the worker, in one place. Those of leases are what a killed worker costs in time.
import type { Config } from '@doorstep/config';

/** How long what a worker holds stays its own without being renewed; renewed every third of it. */
export const leaseSeconds = (config: Pick<Config, 'timeScale'>): number => (config.timeScale > 1 ? 15 : 60);

/** How long a worker that is told to stop waits for replies to final dots that went out. */
export const drainMs = (config: Pick<Config, 'timeScale'>): number => (config.timeScale > 1 ? 8_000 : 100_000);

/** A campaign later than this is always paused instead of being sent by surprise; its own setting may say less. */
export const MISSED_SECONDS = 72 * 3600;

/** Addresses frozen in one transaction. */
export const PLAN_PAGE = 10_000;
/** Pages frozen at a time: PostgreSQL does the work, each on a core of its own. */
export const PAGES_AT_ONCE = 2;

/** Domains DNS is asked of before a campaign is planned, and how long its plan waits for the answers. */
export const FORESEEN_AT_MOST = 2000;
export const FORESEE_MS = 2000;

/** Deliveries claimed at a time, for each connection that may be open to the site. */
export const CLAIM_PER_CONNECTION = 20;
export const CLAIM_AT_MOST = 200;

/** A site nobody knows starts with few connections and is given one more after so many messages without trouble. */
export const GROW_AFTER = 50;
export const GROW_TO = 10;

/** A lane lets other sites have their turn after this long, when there are any waiting. */
export const LANE_TURN_MS = 30_000;

/** A lane in which nothing ends for this long is ended: longer than the 10 minutes a final dot may take. */
export const LANE_STUCK_MS = 15 * 60_000;

/** Tables are looked at this often, whether or not a wake came. */
export const POLL_MS = 1000;
/** Steps begin so long after one another: together they would need a connection each, again at every look. */
export const APART_MS = 10;
export const APART_AT_MOST = 25;
export const HEARTBEAT_MS = 5000;
/** A worker not heard of for four heartbeats is dead to those who take over what it left on the disk. */
export const DEAD_AFTER_SECONDS = 20;
export const RECONCILE_MS = 2000;
export const TIDY_MS = 60_000;
/** Planned switches of DKIM keys and daily checks of DNS records. */
export const DOMAIN_WATCH_MS = 5000;
/** A changed rule of classification holds after this long at most. */
export const RULES_MS = 3000;

/** Messages that ask to confirm: looked for this often, so many in hand at a time. */
export const CONFIRM_POLL_MS = 2000;
export const CONFIRM_AT_ONCE = 20;
/** Longer than the dialogue up to the final dot may take; what is older is begun anew by whoever is there. */
export const CONFIRM_LEASE_SECONDS = 600;

/** Nothing claimed or settled for this long, though something could be: the worker ends and is started again. */
export const STALL_MS = 60_000;
export const WATCH_MS = 5000;
export const FREE_SPACE_MS = 2000;
/** The bounce listener looks to its port, its certificate and the domains it answers for, and tells how it goes. */
export const LISTENER_MS = 3000;
/** A machine whose clock differs by more than this from the database's is told so. */
export const SKEW_SECONDS = 2;

/** Kept connections to mailboxes are looked after this often. */
export const MAILBOX_WATCH_MS = 2000;
/** A mailbox that could not be read is tried again after this, then after twice as long, up to an hour. */
export const MAILBOX_FAILURE_SECONDS = 60;
export const LOOP_TEST_MS = 2000;
/** Somebody has pressed "Check now" and looks at the screen. */
export const LIVE_CHECK_MS = 500;
/** Results of campaigns are looked through for people in chronic trouble. */
export const CHRONIC_MS = 10_000;
/** Results are counted for the page of deliverability so long after they came, at most. */
export const RESULTS_MS = 2000;
/** An endpoint of webhooks that has not answered by then is told again later. */
export const WEBHOOK_TIMEOUT_MS = 15_000;
