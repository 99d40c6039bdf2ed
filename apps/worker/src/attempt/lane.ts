// A lane: this worker's right to send to one site from one source address. Claims deliveries, opens the connections the site allows, ends in order.
import type { ClaimedDelivery, DeliveryStore, Lane, LeftLane } from '@doorstep/database';
import type { Log } from '../log.js';
import type { SiteChange } from '../outcome/site-door.js';
import { CLAIM_AT_MOST, CLAIM_PER_CONNECTION } from '../waits.js';
import type { ClaimDesk } from './claim-desk.js';
import { createConnectionLimit } from './connection-limit.js';
import type { Hand } from './hand.js';
import type { LaneConnection, PausedBy, Sent } from './lane-connection.js';
import { abandonedReport } from './made-reports.js';
import { createPace, type Pace } from './pace.js';

export interface LaneWork {
  readonly deliveries: Pick<DeliveryStore, 'giveBack'>;
  readonly claims: Pick<ClaimDesk, 'claim'>;
  readonly leave: (lane: LeftLane) => Promise<void>;
  /** The site had less room than the lane had connections: remembered at once. */
  readonly limitConnections: (most: number) => Promise<void>;
  /** The message after a pause went well. */
  readonly open: () => Promise<void>;
  /** Of this site and source, going on where the last lane ended. */
  readonly pace?: Pace;
  readonly hand: Hand;
  readonly log: Log;
  /** False while results cannot be written: nothing is claimed then. */
  readonly mayClaim: () => boolean;
  /** Other sites wait and this one had its turn. */
  readonly isTurnOver: () => boolean;
  readonly openConnection: (lane: Lane, signal: AbortSignal) => LaneConnection;
  /** Gives back through the results when the database does not hear the direct way. */
  readonly abandon: (delivery: ClaimedDelivery, report: ReturnType<typeof abandonedReport>) => void;
  /** The site is left alone: the delivery waits, and says because of what. */
  readonly postpone: (delivery: ClaimedDelivery, pausedBy: PausedBy) => Promise<void>;
}

export interface RunningLane {
  readonly siteId: string;
  readonly sourceId: string;
  /** When the limits it goes by were set by a person; null: they are Doorstep's own. */
  readonly limitsSetAt: Date | null;
  /** Resolves when every connection is closed, the rest is given back and the lane is left. Never rejects. */
  readonly ended: Promise<void>;
  /** Claims no more, lets messages at work end. */
  stop(): void;
  /** Also ends dialogues that have not reached the final dot. */
  hurry(): void;
  /** Ends everything at once; what is past the dot becomes in doubt. */
  destroy(): void;
  /** Milliseconds since anything went on. */
  stuckMs(): number;
  /** Connections open now. */
  connections(): number;
  /** Of what it has claimed and not begun. */
  campaigns(): string[];
  /** These may not send any more: what was not begun of them is given back. */
  halt(campaigns: ReadonlySet<string>): void;
  /** A person, or a rule that another lane met, changed how many messages a minute may go; null: as many as the site takes. */
  setRate(perMinute: number | null): void;
}

export function startLane(lane: Lane, work: LaneWork): RunningLane {
  const queue: ClaimedDelivery[] = [];
  const connections = new Set<LaneConnection>();
  const loops: Promise<void>[] = [];
  const abort = new AbortController();
  const limit = createConnectionLimit(lane);
  const pace = work.pace ?? createPace();
  pace.setRate(lane.ratePerMinute);
  /** Wakes those who wait for their turn when the lane is to end. */
  const stopping = new AbortController();
  /** Claimed, and waiting for its turn in the pace. */
  const turning = new Set<ClaimedDelivery>();
  let halted: ReadonlySet<string> = new Set();
  let isExhausted = false;
  let pausedBy: PausedBy | null = null;
  let claiming: Promise<void> | null = null;
  let movedAt = performance.now();
  let leaving = 0;
  const isStopping = () => stopping.signal.aborted;
  const isOneTooMany = () => connections.size - leaving > limit.most();

  async function claim(): Promise<void> {
    if (work.isTurnOver()) isExhausted = true;
    if (isStopping() || isExhausted || !work.mayClaim()) return;
    const most = limit.isProbing() ? 1 : Math.min(CLAIM_AT_MOST, limit.most() * CLAIM_PER_CONNECTION, pace.mostSoon());
    const claimed = await work.claims.claim(lane, most);
    // Fewer than asked for: nothing else is due.
    if (claimed.length < most) isExhausted = true;
    work.hand.take(claimed);
    queue.push(...claimed);
  }

  const refill = () => {
    claiming ??= claim().finally(() => {
      claiming = null;
    });
    return claiming;
  };

  async function next(): Promise<ClaimedDelivery | null> {
    if (isStopping()) return null;
    if (queue.length === 0) await refill();
    else if (queue.length < limit.most() * 2 && !isExhausted) refill().catch(noteClaim);
    const delivery = isStopping() ? undefined : queue.shift();
    if (delivery === undefined) return null;
    turning.add(delivery);
    await pace.turn(stopping.signal);
    turning.delete(delivery);
    if (isStopping()) {
      queue.unshift(delivery);
      return null;
    }
    if (!halted.has(delivery.campaignId)) return delivery;
    await giveBack([delivery]);
    return next();
  }

  /** The claim is asked for again when the queue has run empty, and fails there for all to see. */
  const noteClaim = (error: unknown) => work.log.debug({ err: error }, 'A claim made in advance failed.');

  async function runConnection(): Promise<void> {
    const connection = work.openConnection(lane, abort.signal);
    connections.add(connection);
    try {
      for (let delivery = await next(); delivery !== null; delivery = await next()) {
        const sent = await deliver(connection, delivery);
        movedAt = performance.now();
        if (!(await handle(sent, delivery, connection)) || isOneTooMany()) break;
      }
    } finally {
      // In this order: a connection that is being closed is still one to the site.
      leaving++;
      await connection.close();
      leaving--;
      connections.delete(connection);
    }
  }

  async function deliver(connection: LaneConnection, delivery: ClaimedDelivery): Promise<Sent> {
    try {
      return await connection.deliver(delivery);
    } catch (error) {
      await giveBack([delivery]);
      throw error;
    }
  }

  /** @returns whether this connection goes on */
  async function handle(sent: Sent, delivery: ClaimedDelivery, connection: LaneConnection): Promise<boolean> {
    switch (sent.kind) {
      case 'settled':
        work.hand.drop([delivery]);
        if (sent.pausedBy) {
          pausedBy = sent.pausedBy;
          stopping.abort();
        } else await settle(connection, sent.change ?? null);
        return true;
      case 'again':
        queue.unshift(delivery);
        return true;
      case 'not-now':
        await giveBack([delivery]);
        return true;
      case 'no-connection':
        if ([...connections].some((other) => other !== connection && other.isOpen())) {
          // The others work: the site allows no more than these at the moment.
          limit.stopAt(connections.size - leaving - 1);
          await rememberLimit();
          queue.unshift(delivery);
          return false;
        }
        stopping.abort();
        limit.halve();
        await rememberLimit();
        await failAll([delivery, ...queue.splice(0)], connection, sent);
        return false;
      case 'no-source':
        // Not from here at the moment, which is nobody's failure.
        stopping.abort();
        await giveBack([delivery]);
        return false;
      default:
        return sent satisfies never;
    }
  }

  async function failAll(
    failed: readonly ClaimedDelivery[],
    connection: LaneConnection,
    failure: Extract<Sent, { kind: 'no-connection' }>,
  ): Promise<void> {
    await connection.failAll(failed, failure);
    work.hand.drop(failed);
  }

  /** What the site said to one message changes how the next ones go. */
  async function settle(connection: LaneConnection, change: SiteChange | null): Promise<void> {
    if (change?.kind === 'stop-campaign') stopping.abort();
    if (change?.kind === 'rate') pace.setRate(change.perMinute);
    if (change?.kind === 'connections') limit.stopAt(change.most);
    if (change?.kind === 'trouble') {
      limit.halve();
      await rememberLimit();
    }
    if (change !== null || !connection.isOpen()) return;
    if (limit.isProbing()) await opened();
    limit.noteWell();
    addConnections();
  }

  async function opened(): Promise<void> {
    limit.endProbe();
    await work.open().catch((error: unknown) => work.log.debug({ err: error }, 'An end of a probe was not stored.'));
  }

  const rememberLimit = () =>
    work
      .limitConnections(limit.most())
      .catch((error: unknown) => work.log.debug({ err: error }, 'A limit of a site was not stored.'));

  function addConnections(): void {
    const wanted = Math.min(limit.most(), connections.size + queue.length);
    while (connections.size < wanted && !isStopping()) loops.push(runConnection());
  }

  async function giveBack(rest: readonly ClaimedDelivery[]): Promise<void> {
    if (rest.length === 0) return;
    try {
      await work.deliveries.giveBack(rest);
    } catch (error) {
      work.log.debug({ err: error }, 'Deliveries are given back by way of the journal.');
      for (const delivery of rest) work.abandon(delivery, abandonedReport(nowhere(delivery), 'given back'));
    }
    work.hand.drop(rest);
  }

  function halt(campaigns: ReadonlySet<string>): void {
    halted = campaigns;
    const rest = queue.filter((delivery) => campaigns.has(delivery.campaignId));
    for (const delivery of rest) queue.splice(queue.indexOf(delivery), 1);
    void giveBack(rest);
  }

  /** Nobody's fault and nothing lost: waiting for the site, with its own words, or due again at once. */
  async function letGo(rest: readonly ClaimedDelivery[]): Promise<void> {
    if (pausedBy === null) return giveBack(rest);
    for (const delivery of rest) await work.postpone(delivery, pausedBy);
    work.hand.drop(rest);
  }

  async function run(): Promise<void> {
    try {
      await runConnection();
    } finally {
      // Connections that were added meanwhile, and those that they added.
      for (let at = 0; at < loops.length; at++) await settled(loops[at]!);
      stopping.abort();
      if (claiming) await settled(claiming);
      await letGo(queue.splice(0));
      const { siteId, sourceId } = lane;
      await settled(work.leave({ siteId, sourceId, learnedLimit: limit.learned(), wellCount: limit.wellCount() }));
    }
  }

  /** One connection's loss of the database must not keep the others from ending in order. */
  const settled = (one: Promise<void>) =>
    one.catch((error: unknown) => work.log.debug({ err: error, siteId: lane.siteId }, 'A part of a lane failed.'));

  const ended = run().catch((error: unknown) =>
    work.log.debug({ err: error, siteId: lane.siteId }, 'A lane ended early.'),
  );
  return {
    siteId: lane.siteId,
    sourceId: lane.sourceId,
    limitsSetAt: lane.limitsSetAt,
    ended,
    stop() {
      stopping.abort();
    },
    hurry() {
      stopping.abort();
      abort.abort();
      for (const connection of connections) connection.hurry();
    },
    destroy() {
      stopping.abort();
      abort.abort();
      for (const connection of connections) connection.destroy();
    },
    stuckMs: () => performance.now() - movedAt,
    campaigns: () => [...queue, ...turning].map((delivery) => delivery.campaignId),
    halt,
    setRate: (perMinute) => pace.setRate(perMinute),
    connections: () => [...connections].filter((one) => one.isOpen()).length,
  };
}

const nowhere = ({ domainName }: ClaimedDelivery) =>
  ({ kind: 'trouble', domain: domainName, hosts: [], ttlSeconds: 0, trouble: 'not asked' }) as const;
