// What a suppression rests on, in words: the reply of their server, or what a person wrote.
import type { Suppression } from '@doorstep/contracts';
import { plainWords } from '../parts/words';

const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);

/** One line for a table; null when there is nothing beyond the cause. */
export function evidenceWords({ evidence, source }: Pick<Suppression, 'evidence' | 'source'>): string | null {
  const reason = text(evidence.reason);
  if (reason !== null) return reason;
  const category = text(evidence.category);
  const host = text(evidence.mxHost) ?? text(evidence.reportingMta);
  const by = text(evidence.matchedBy);
  const words = [category && plainWords(category), host && `said by ${host}`, by && `matched by hand by ${by}`]
    .filter(Boolean)
    .join(', ');
  if (words !== '') return words;
  return source === 'import' ? 'Came with an import' : null;
}

/** What their server said, verbatim; null when it rests on no reply. */
export function evidenceReply({ evidence }: Pick<Suppression, 'evidence'>): string | null {
  const said = text(evidence.replyText) ?? text(evidence.diagnostic);
  const codes = [evidence.replyCode, evidence.enhancedCode].filter((code) => code !== null && code !== undefined);
  if (said === null) return codes.length === 0 ? null : codes.join(' ');
  const isRepeated = codes.length > 0 && said.startsWith(String(codes[0]));
  return isRepeated ? said : [...codes, said].join(' ');
}
