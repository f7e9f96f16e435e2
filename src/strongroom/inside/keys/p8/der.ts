import { KeyrackError } from '../../../../shared/errors/index.js';

export interface Node {
  readonly tag: number;
  readonly content: Buffer;
  /** What follows this element in its parent. */
  readonly rest: Buffer;
}

/**
 * One element of strict DER. E_P8_TRUNCATED when it claims more bytes than there are, E_P8_DER for indefinite or
 * non-minimal lengths (B-23): OpenSSL and BoringSSL differ there, so neither is asked.
 */
export function readElement(bytes: Buffer): Node {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) throw new KeyrackError('E_P8_TRUNCATED');
  if ((tag & 0x1f) === 0x1f) throw new KeyrackError('E_P8_DER');
  if (first < 0x80) return slice(bytes, tag, 2, first);
  const count = first & 0x7f;
  if (count === 0 || count > 2) throw new KeyrackError('E_P8_DER');
  if (bytes.length < 2 + count) throw new KeyrackError('E_P8_TRUNCATED');
  const length = bytes.readUIntBE(2, count);
  if (length < 0x80 || (count === 2 && length < 0x100)) throw new KeyrackError('E_P8_DER');
  return slice(bytes, tag, 2 + count, length);
}

function slice(bytes: Buffer, tag: number, start: number, length: number): Node {
  if (bytes.length < start + length) throw new KeyrackError('E_P8_TRUNCATED');
  return { tag, content: bytes.subarray(start, start + length), rest: bytes.subarray(start + length) };
}

/** An element that must have this tag. */
export function expectTag(bytes: Buffer, tag: number): Node {
  const node = readElement(bytes);
  if (node.tag !== tag) throw new KeyrackError('E_P8_DER');
  return node;
}

export const tags = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  sequence: 0x30,
  context0: 0xa0,
  context1: 0xa1,
  bits1: 0x81,
} as const;

/** Dotted form, for naming a curve. */
export function dotted(oid: Buffer): string {
  const parts: number[] = [];
  let value = 0;
  for (const byte of oid) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      parts.push(value);
      value = 0;
    }
  }
  const [head = 0, ...rest] = parts;
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - first * 40, ...rest].join('.');
}
