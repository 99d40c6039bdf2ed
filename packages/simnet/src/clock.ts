// The simulated clock: runs faster than the real one, can be set forward, and calls what was planned when its time has come.

export interface SimClock {
  now(): Date;
  /** Sets the clock forward and at once does everything that thereby falls due, in order. */
  advance(seconds: number): void;
}

interface Planned {
  readonly atMs: number;
  readonly act: () => void;
}

export class SimulatedClock implements SimClock {
  readonly #startedAtMs = Date.now();
  #advancedMs = 0;
  #planned: Planned[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param speed simulated seconds per real second, above 0 */
  constructor(readonly speed: number) {
    if (!(speed > 0 && Number.isFinite(speed))) throw new RangeError(`clock speed must be above 0, got ${speed}`);
  }

  now(): Date {
    return new Date(this.#nowMs());
  }

  advance(seconds: number): void {
    if (!(seconds >= 0 && Number.isFinite(seconds))) throw new RangeError(`cannot advance by ${seconds} seconds`);
    this.#advancedMs += seconds * 1000;
    this.#doDue();
  }

  /** Plans `act` for `seconds` of simulated time from now. */
  after(seconds: number, act: () => void): void {
    const atMs = this.#nowMs() + seconds * 1000;
    const index = this.#planned.findIndex((other) => other.atMs > atMs);
    this.#planned.splice(index < 0 ? this.#planned.length : index, 0, { atMs, act });
    this.#setTimer();
  }

  forgetPlans(): void {
    this.#planned = [];
    clearTimeout(this.#timer);
  }

  #nowMs(): number {
    return this.#startedAtMs + (Date.now() - this.#startedAtMs) * this.speed + this.#advancedMs;
  }

  #doDue(): void {
    for (let next = this.#planned[0]; next && next.atMs <= this.#nowMs(); next = this.#planned[0]) {
      this.#planned.shift();
      next.act();
    }
    this.#setTimer();
  }

  #setTimer(): void {
    clearTimeout(this.#timer);
    const next = this.#planned[0];
    if (!next) return;
    const waitMs = Math.min(Math.max((next.atMs - this.#nowMs()) / this.speed, 1), 2 ** 31 - 1);
    this.#timer = setTimeout(() => this.#doDue(), waitMs);
    this.#timer.unref();
  }
}
