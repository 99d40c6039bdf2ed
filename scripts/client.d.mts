export class ApiError extends Error {
  readonly status: number;
  readonly problem: { code?: string; detail?: string; errors?: { pointer: string; detail: string }[] } | undefined;
}
// biome-ignore lint/suspicious/noExplicitAny: answers are whatever the route says; tests look at them field by field
export type Call = (method: string, path: string, body?: unknown) => Promise<any>;
export function createClient(baseUrl: string, headers: Record<string, string>): Call;
export function signUp(
  stack: { localUrl: string; url: string; setupToken: string },
  account: { name: string; address: string; password: string },
): Promise<Call>;
// biome-ignore lint/suspicious/noExplicitAny: rows of any list
export function allRows(call: Call, path: string): Promise<any[]>;
