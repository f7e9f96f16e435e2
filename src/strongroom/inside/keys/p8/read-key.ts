import { type ErrorCode, KeyrackError, type Warning, warn } from '../../../../shared/errors/index.js';
import { expectTag } from './der.js';
import { keyFromPkcs8, keyFromSec1, type ReadKey } from './key.js';
import { nameOf } from './no-key.js';
import { base64Repairs, lineRepairs, undoMangling } from './repair.js';
import { rescueKey } from './rescue.js';
import { decodeText, isWebPage, isWide, isZip } from './text.js';

interface Block {
  readonly label: string;
  readonly body: string;
}

/**
 * A private key from what a file, a variable or a clipboard held: decoded, repaired where the result proves itself
 * (it parses, signs and verifies), and refused by what it is where not (B-01…B-42, B-66).
 */
export function readKey(bytes: Buffer): ReadKey {
  try {
    return keyFromBytes(bytes, 0);
  } catch (error) {
    if (!(error instanceof KeyrackError) || !mayBeOther.has(error.code)) throw error;
    // The other columns of a table say whose key it is: they are not passed by.
    const rescued = error.code === 'E_FILE_CSV' ? null : rescueKey(bytes);
    if (rescued !== null) return rescued;
    throw (error.code === 'E_FILE_HTML' ? null : nameOf(bytes)) ?? error;
  }
}

/** After these a key may still be in it, in a frame that is not its own or with something between its lines; or it has a name of its own. */
const mayBeOther: ReadonlySet<ErrorCode> = new Set([
  'E_P8_INCOMPLETE',
  'E_P8_BASE64',
  'E_P8_TRUNCATED',
  'E_P8_DER',
  'E_P8_CERT',
  'E_P8_PUBLIC',
  'E_P8_RSA',
  'E_P8_OPENSSH',
  'E_FILE_HTML',
  'E_FILE_JSON',
  'E_FILE_ZIP',
  'E_FILE_CSV',
]);

function keyFromBytes(bytes: Buffer, depth: number): ReadKey {
  if (bytes.length === 0) throw new KeyrackError('E_FILE_EMPTY');
  if (bytes[0] === 0x30 && !looksLikeText(bytes)) return keyFromDer(bytes);
  if (isZip(bytes)) throw new KeyrackError('E_FILE_ZIP');
  const { text, warnings } = decodeText(bytes);
  return withWarnings(keyFromText(text, depth), warnings);
}

const looksLikeText = (bytes: Buffer): boolean => bytes.subarray(0, 64).every((byte) => byte >= 0x09 && byte < 0x7f);
const withWarnings = (key: ReadKey, more: readonly Warning[]): ReadKey => ({ ...key, warnings: [...more, ...key.warnings] });
// Three and no more: a run of any length ends in three, and is then looked at once, not once from each of its hyphens (M-16).
const hasFrame = (text: string): boolean => /-{3}\s*(BEGIN|END)\b/.test(text);

function keyFromText(given: string, depth: number): ReadKey {
  const trimmed = given.trim();
  if (trimmed === '') throw new KeyrackError('E_FILE_EMPTY');
  if (isWebPage(trimmed)) throw new KeyrackError('E_FILE_HTML');
  if (/^[[{]/.test(trimmed)) throw new KeyrackError('E_FILE_JSON');
  if (isTable(trimmed)) throw new KeyrackError('E_FILE_CSV');
  const { text, notes } = undoMangling(trimmed);
  return withWarnings(hasFrame(text) ? keyFromPem(text) : keyFromBareBase64(text, depth), notes);
}

/** J-13: columns by name, whatever separates them. */
const isTable = (text: string): boolean => {
  const [heading = ''] = text.split(/[\r\n]/, 1);
  return (
    heading.length < 500 &&
    !hasFrame(heading) &&
    /(key[ _-]?id|issuer|fingerprint|private[ _-]?key)/i.test(heading) &&
    /[^,;\t][,;\t][^,;\t]/.test(heading)
  );
};

function keyFromPem(text: string): ReadKey {
  const { blocks, outside } = blocksOf(text);
  if (hasFrame(outside) || blocks.length === 0) throw new KeyrackError('E_P8_INCOMPLETE');
  const keys = blocks.filter(({ label }) => label.endsWith('PRIVATE KEY'));
  if (keys.length > 1) throw new KeyrackError('E_P8_MULTIPLE', `The file holds ${keys.length} private keys; split it into one file a key.`);
  const [block] = keys;
  if (!block) throw refusedLabel(blocks[0]?.label ?? '');
  const notes: Warning[] = [];
  const others = blocks.filter((one) => one !== block && one.label !== 'EC PARAMETERS');
  if (others.some(({ label }) => label.includes('CERTIFICATE'))) notes.push(warn('W_CERTIFICATE'));
  else if (others.length > 0 || outside.trim() !== '') notes.push(warn('W_EXTRA_TEXT'));
  return withWarnings(keyFromBlock(block), [...notes, ...(outside.trim() === '' ? lineRepairs(text, block.body) : [])]);
}

/** In one pass over the frame's lines: a BEGIN is never sought the end of, so that a thousand of them cost a thousand looks. */
function blocksOf(text: string): { readonly blocks: readonly Block[]; readonly outside: string } {
  const blocks: Block[] = [];
  const outside: string[] = [];
  let open: { readonly label: string; readonly from: number } | null = null;
  let done = 0;
  for (const { 0: line, 1: which, 2: label = '', index } of text.matchAll(/-----(BEGIN|END) ([A-Z0-9 ]+)-----/g)) {
    if ((which === 'BEGIN') !== (open === null)) throw new KeyrackError('E_P8_INCOMPLETE');
    if (open === null) {
      outside.push(text.slice(done, index));
      open = { label, from: index + line.length };
    } else {
      const body = text.slice(open.from, index);
      if (open.label !== label || body.includes('-----')) throw new KeyrackError('E_P8_INCOMPLETE');
      blocks.push({ label, body });
      open = null;
    }
    done = index + line.length;
  }
  if (open !== null) throw new KeyrackError('E_P8_INCOMPLETE');
  return { blocks, outside: outside.concat(text.slice(done)).join('') };
}

function keyFromBlock({ label, body }: Block): ReadKey {
  if (label === 'OPENSSH PRIVATE KEY') throw new KeyrackError('E_P8_OPENSSH');
  if (label === 'ENCRYPTED PRIVATE KEY' || /Proc-Type:\s*4,\s*ENCRYPTED/.test(body)) throw new KeyrackError('E_P8_ENCRYPTED');
  if (label === 'RSA PRIVATE KEY') throw new KeyrackError('E_P8_RSA');
  if (label === 'DSA PRIVATE KEY') throw new KeyrackError('E_P8_DER');
  const der = fromBase64(body);
  if (label === 'EC PRIVATE KEY') return keyFromSec1(der);
  if (label !== 'PRIVATE KEY') throw new KeyrackError('E_P8_INCOMPLETE');
  return keyFromPkcs8(der);
}

function refusedLabel(label: string): KeyrackError {
  if (label === 'CERTIFICATE REQUEST' || label === 'NEW CERTIFICATE REQUEST')
    return new KeyrackError('E_P8_CERT', 'This is a certificate request (CSR), not a key.');
  if (label.includes('CERTIFICATE')) return new KeyrackError('E_P8_CERT', 'This is a certificate, not a key.');
  if (label.endsWith('PUBLIC KEY')) return new KeyrackError('E_P8_PUBLIC');
  return new KeyrackError('E_P8_INCOMPLETE');
}

/** Strict: Node's own decoder skips what it does not know, and so would turn a damaged key into another one. */
function fromBase64(body: string): Buffer {
  const text = body.replace(/[ \t\r\n]/g, '');
  const bad = /[^A-Za-z0-9+/=]|=(?=[^=])/.exec(text);
  if (bad) {
    const shown = /[\x21-\x7e]/.test(bad[0])
      ? `“${bad[0]}”`
      : `U+${(bad[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    throw new KeyrackError('E_P8_BASE64', `The key text holds ${shown} at character ${bad.index + 1}, which base64 does not use.`);
  }
  if (text === '') throw new KeyrackError('E_P8_TRUNCATED');
  const end = text.indexOf('=');
  const digits = end < 0 ? text : text.slice(0, end);
  if (digits.length % 4 === 1 || text.length % 4 !== 0) throw new KeyrackError('E_P8_TRUNCATED');
  return Buffer.from(digits, 'base64');
}

/** No BEGIN or END: the body alone, or the base64 of a whole file, or of that once more (CI variables). */
function keyFromBareBase64(text: string, depth: number): ReadKey {
  if (!/^[A-Za-z0-9+/=_\-\s]{40,}$/.test(text) || depth > 2) {
    throw new KeyrackError(/^[\x09-\x7e]*$/.test(text) ? 'E_P8_INCOMPLETE' : 'E_P8_BASE64');
  }
  const bytes = fromBase64(text);
  if (bytes[0] === 0x30) return withWarnings(keyFromDer(bytes), [base64Repairs.headers]);
  if (!isWide(bytes) && !looksLikeText(bytes)) throw new KeyrackError('E_P8_DER');
  return withWarnings(keyFromBytes(bytes, depth + 1), [layerOf(bytes)]);
}

function layerOf(bytes: Buffer): Warning {
  const { text } = decodeText(bytes);
  if (hasFrame(text)) return base64Repairs.file;
  if (!/^[A-Za-z0-9+/=\s]+$/.test(text)) return base64Repairs.escaped;
  return Buffer.from(text, 'base64')[0] === 0x30 ? base64Repairs.body : base64Repairs.twice;
}

/** Raw DER: PKCS#8, SEC1, or one of the things that are not a key of ours. */
function keyFromDer(der: Buffer): ReadKey {
  const { content } = expectTag(der, 0x30);
  if (content[0] === 0x30) {
    // A certificate, a request, a public key or an encrypted PKCS#8: all begin with a sequence in a sequence.
    const inner = expectTag(content, 0x30);
    if (inner.rest[0] === 0x03) throw new KeyrackError('E_P8_PUBLIC');
    if (inner.rest[0] === 0x04) throw new KeyrackError('E_P8_ENCRYPTED');
    throw new KeyrackError('E_P8_CERT');
  }
  const version = expectTag(content, 0x02);
  if (version.content[0] === 3) throw new KeyrackError('E_P8_CERT', 'This is a PKCS#12 archive (.p12), not a .p8.');
  if (version.rest[0] === 0x04) return keyFromSec1(der);
  if (version.rest[0] === 0x02) throw new KeyrackError('E_P8_RSA');
  return keyFromPkcs8(der);
}
