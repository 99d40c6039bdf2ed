export interface FreshDatabase {
  readonly url: string;
  drop(): Promise<void>;
}
/** Copies the template; give every test file its own. */
export declare function freshDatabase(): Promise<FreshDatabase>;
