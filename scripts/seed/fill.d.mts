export interface SeedFigures {
  readonly people: number;
  readonly campaigns: number;
  readonly attempts: number;
  readonly deliveries: number;
  readonly chronic_people: number;
  readonly isReused?: boolean;
}
export interface SeedOptions {
  readonly people: number;
  readonly campaigns: number;
  readonly attempts: number;
  readonly seed: number;
  /** Milliseconds since 1970. */
  readonly now?: number;
  say(line: string): void;
}
export function fill(target: { url: string; secret: Uint8Array }, options: SeedOptions): Promise<SeedFigures>;
