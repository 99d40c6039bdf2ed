// Text that nobody would write and some server sends.
import fc from 'fast-check';

const SURROGATES_FROM = 0xd800;
const SURROGATES = 0x800;

const anyPoint = fc.nat(0x10ffff - SURROGATES).map((at) => (at < SURROGATES_FROM ? at : at + SURROGATES));

/**
 * Any code points but halves of pairs; those below U+00A0, controls among them, as often as all others. As long as it is allowed to be, which the
 * default size of fast-check never is. (Its unit "binary" takes seconds to make, once in every process.)
 *
 * @param maxLength in code points
 */
export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.nat(0x9f), anyPoint), { maxLength, size: 'max' })
    .map((points) => String.fromCodePoint(...points));
