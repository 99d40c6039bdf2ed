// How long each part of the dialogue may take: the minimums of RFC 5321 §4.5.3.2, all settable so that tests take milliseconds.

export interface Timeouts {
  /** TCP connection to one address. */
  readonly connectMs: number;
  readonly bannerMs: number;
  readonly ehloMs: number;
  readonly tlsMs: number;
  readonly mailMs: number;
  readonly rcptMs: number;
  /** DATA to 354. */
  readonly dataMs: number;
  /** No byte of the body leaves for so long. */
  readonly bodyMs: number;
  /** Final dot to its reply. Shorter values manufacture duplicates. */
  readonly dotMs: number;
  readonly quitMs: number;
}

const MINUTE = 60_000;

export const defaultTimeouts: Timeouts = {
  connectMs: 30_000,
  bannerMs: 5 * MINUTE,
  ehloMs: 5 * MINUTE,
  tlsMs: MINUTE,
  mailMs: 5 * MINUTE,
  rcptMs: 5 * MINUTE,
  dataMs: 2 * MINUTE,
  bodyMs: 3 * MINUTE,
  dotMs: 10 * MINUTE,
  quitMs: 5_000,
};
