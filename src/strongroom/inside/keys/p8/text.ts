import { KeyrackError, type Warning, warn } from '../../../../shared/errors/index.js';

/** UTF-8, or UTF-16 with its mark or plainly so (B-04, B-05; PowerShell leaves the mark out); line ends are left to whoever reads on. */
export function decodeText(bytes: Buffer): { readonly text: string; readonly warnings: readonly Warning[] } {
  const wide = wideness(bytes);
  try {
    const text = new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes);
    return { text, warnings: wide ? [warn('W_ENCODING')] : [] };
  } catch {
    throw new KeyrackError('E_P8_DER', 'The file is neither text nor a key in PKCS#8 DER.');
  }
}

/** What is saved in a key's place: a page that says to sign in again, an archive. */
export const isWebPage = (text: string): boolean => /^<(!doctype|html|\?xml|head|body)/i.test(text);
export const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'));

export const isWide = (bytes: Buffer): boolean => wideness(bytes) !== null;

function wideness(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const [first = 0, second = 0] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Every other byte of what follows is zero: no UTF-8 text of a key looks like that.
  const head = bytes.subarray(0, 64);
  const zeroAt = (odd: number) => head.length >= 16 && head.every((byte, n) => (n % 2 === odd ? byte === 0 : byte !== 0));
  return zeroAt(1) ? 'utf-16le' : zeroAt(0) ? 'utf-16be' : null;
}
