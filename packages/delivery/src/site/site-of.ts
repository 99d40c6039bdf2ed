// Names the site behind an MX answer.
import type { MxAnswer } from '../mx-answer.js';

export interface SiteOfAnswer {
  readonly mxKey: string;
  readonly mxHosts: string[];
  readonly provider: string | null;
  readonly connectionLimit: number;
  readonly messagesPerConnection: number;
}

export function siteOf(_answer: MxAnswer): SiteOfAnswer {
  throw new Error('siteOf is not built yet');
}
