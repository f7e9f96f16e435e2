import { KeyrackError } from '../../../shared/errors/index.js';
import { looksLikeKey } from '../../../shared/text.js';
import { type Json, parseJson } from './json/parse.js';
import type { Row } from './json/record.js';
import { recordsOf, tellsOfKeys } from './json/records.js';
import { nameOf } from './p8/no-key.js';
import { decodeText } from './p8/text.js';
import { mostKeyBytes } from './source/bounded.js';
import { assignmentsIn } from './variables/assignments.js';
import { variableRecords } from './variables/records.js';

export interface ToolFile {
  readonly records: readonly Row[];
  /** It may be a key with text around it as well: that is tried where no record holds one. */
  readonly isLoose: boolean;
}

/** The keys a tool's JSON, a `.env` or a shell's file tells of; null: it is none of these. */
export function toolFile(bytes: Buffer, path: string): ToolFile | null {
  try {
    const json = jsonIn(bytes, path);
    if (json !== undefined) return { records: recordsOf(json), isLoose: false };
  } catch (error) {
    // Other things begin with a bracket or hold braces, too.
    throw (isOddJson(error) ? nameOf(bytes) : null) ?? error;
  }
  const text = textOf(bytes);
  const records = variableRecords(text);
  // A key that a variable holds is that variable's, and nobody else's.
  return records && { records, isLoose: !assignmentsIn(text).some(({ value }) => looksLikeKey(value)) };
}

const isOddJson = (error: unknown): boolean =>
  error instanceof KeyrackError && (error.code === 'E_JSON_SYNTAX' || error.code === 'E_JSON_FORMAT' || error.code === 'E_FILE_JSON');

function textOf(bytes: Buffer): string {
  try {
    return decodeText(bytes).text;
  } catch {
    return '';
  }
}

/** The JSON a source holds, as it is or in base64; undefined for what is none. */
function jsonIn(bytes: Buffer, path: string): Json | undefined {
  const text = jsonText(bytes) ?? jsonText(fromBase64(bytes));
  if (text === null) return undefined;
  const json = parseJson(text);
  // A .p8 by name that is some other JSON: an error page of an API, mostly (B-27).
  if (!tellsOfKeys(json) && /\.(p8|pem|txt)$/i.test(path)) throw new KeyrackError('E_FILE_JSON');
  return json;
}

/** By its first visible character: UTF-16 and a mark before it are decoded afterwards. RTF begins with a brace as well. */
function jsonText(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 512).toString('latin1');
  return /^[^\x21-\x7e]*(?:\[|\{(?!\\rtf))/.test(head) ? decodeText(bytes).text.trim() : null;
}

const fromBase64 = (bytes: Buffer): Buffer => {
  const text = bytes
    .subarray(0, mostKeyBytes * 2)
    .toString('latin1')
    .trim();
  return /^[A-Za-z0-9+/=\s]{16,}$/.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0);
};
