// Systems whose name nobody knows: a mark and the address on a line. Wording: seen in the field.
import { type Family, marked } from './family.js';

export const unnamedSystems: Family = {
  id: 'unnamed',
  sentences: [
    marked('^', '\\s{0,4}\\[(?:user|unknown|no such)', { inLines: true }),
    marked('^\\s{0,8}(?:->|--|=>|\\*|-|·|•)', '', { inLines: true }),
  ],
};
