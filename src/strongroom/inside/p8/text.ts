import { KeyrackError, type Warning, warn } from '../../../shared/errors/index.js';

/** UTF-8 or UTF-16 with its mark (B-04, B-05); line ends and indentation are left to whoever reads on. */
export function decodeText(bytes: Buffer): { readonly text: string; readonly warnings: readonly Warning[] } {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  try {
    const text = new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes);
    return { text, warnings: wide ? [warn('W_ENCODING')] : [] };
  } catch {
    throw new KeyrackError('E_P8_DER', 'The file is neither text nor a key in PKCS#8 DER.');
  }
}
