import { createPrivateKey, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { KeyrackError, type Warning, type WarningCode } from '../../../shared/errors/index.js';
import type { Identified, Source } from '../../client/contract.js';
import type { StoredKey, VaultDocument } from '../document/document.js';
import { isObject } from './json/fields.js';
import { parseJson } from './json/parse.js';
import { bytesOf, readSource, type SourcePorts } from './key-file.js';
import { fingerprintOf } from './p8/key.js';
import { decodeText } from './p8/text.js';

/** What mangled it; what was only lying beside it is named too. */
const manglings: ReadonlySet<WarningCode> = new Set(['W_REPAIRED', 'W_ENCODING', 'W_DASHES', 'W_EXTRA_TEXT', 'W_CERTIFICATE', 'W_SEC1']);
const repairsOf = (warnings: readonly Warning[]): readonly string[] =>
  warnings.flatMap(({ code, message }) => (manglings.has(code) ? [message.replace(/^Repaired: /, '')] : []));

/** A key by its fingerprint, a token by its signature, a file that names another by the Key ID. Rejects with what an import would say. */
export async function identifySource(source: Source, document: VaultDocument, ports: SourcePorts): Promise<Identified> {
  const read = await bytesOf(source, ports);
  // stdin can be read once: what was read stands in for it. A file is looked into again, with its own name.
  const again: SourcePorts = { ...ports, stdin: async () => read.bytes };
  const token = tokenIn(read.bytes);
  if (token) return identifyToken(token, document);
  const [row, ...others] = await readSource(source, again).catch((error: unknown) => [publicKeyRow(error, read.bytes, document)] as const);
  if (row === undefined) throw new KeyrackError('E_INTERNAL');
  if ('kind' in row) return row;
  const { entry, found, error } = row;
  const kind = entry === null ? 'key' : entry.tool === 'env' ? 'variables' : (`${entry.tool}-json` as const);
  // Of a file of several keys there is no one answer; import previews them.
  const isOther = (one: (typeof others)[number]) => 'entry' in one && (one.entry?.keyId ?? null) !== (entry?.keyId ?? null);
  if (others.some(isOther)) return { kind, keyId: null, organization: null, name: null, fingerprint: null, stored: false, repairs: [] };
  if (error) throw error;
  const keyId = found?.keyIdFromFile ?? entry?.keyId ?? null;
  const stored = found ? byFingerprint(document, found.fingerprint, keyId) : live(document).find((key) => key.keyId === keyId);
  return answer(kind, document, stored, { keyId, fingerprint: found?.fingerprint ?? null, repairs: repairsOf(found?.warnings ?? []) });
}

const live = ({ keys }: VaultDocument): readonly StoredKey[] =>
  [...keys].sort((a, b) => Number(a.trashedAt !== null) - Number(b.trashedAt !== null));

/** The same private key may be kept under two Key IDs: the one the file names comes first. */
function byFingerprint(document: VaultDocument, fingerprint: string, keyId: string | null): StoredKey | undefined {
  const matches = live(document).filter((key) => key.fingerprint === fingerprint);
  return matches.find((key) => key.keyId === keyId) ?? matches[0];
}

function answer(
  kind: Identified['kind'],
  document: VaultDocument,
  stored: StoredKey | undefined,
  seen: Pick<Identified, 'keyId' | 'fingerprint' | 'repairs'>,
): Identified {
  return {
    kind,
    keyId: stored?.keyId ?? seen.keyId,
    organization: document.organizations.find(({ id }) => id === stored?.organizationId)?.name ?? null,
    name: stored?.name ?? null,
    fingerprint: seen.fingerprint,
    stored: stored !== undefined,
    repairs: seen.repairs,
  };
}

/** A public key cannot sign, and yet it says whose it is. Every other refusal stays one. */
function publicKeyRow(error: unknown, bytes: Buffer, document: VaultDocument): Identified {
  if (!(error instanceof KeyrackError) || error.code !== 'E_P8_PUBLIC') throw error;
  let publicKey: KeyObject;
  try {
    publicKey = bytes[0] === 0x30 ? createPublicKey({ key: bytes, format: 'der', type: 'spki' }) : createPublicKey(decodeText(bytes).text);
  } catch {
    throw error;
  }
  const fingerprint = fingerprintOf(publicKey);
  return answer('public-key', document, byFingerprint(document, fingerprint, null), { keyId: null, fingerprint, repairs: [] });
}

interface Token {
  readonly signed: string;
  readonly signature: Buffer;
  readonly kid: string | null;
  readonly repairs: readonly string[];
}

/** A JWT, as it is copied out of headers, logs and variables; null for what is none. */
function tokenIn(bytes: Buffer): Token | null {
  const repairs: string[] = [];
  let text = bytes
    .subarray(0, 16 * 1024)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trim();
  const undo = (what: string, undone: string) => {
    if (undone !== text) repairs.push(what);
    text = undone;
  };
  undo('quotes around the token.', text.replace(/^(["'`])([\s\S]*)\1$/, '$2').trim());
  undo('“Bearer” before the token.', text.replace(/^(authorization\s*:\s*)?bearer\s+/i, ''));
  undo('the token was broken into lines.', text.replace(/\s+/g, ''));
  const [, head = '', payload = '', signature = ''] = /^(eyJ[\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(text) ?? [];
  if (head === '') return null;
  return { signed: `${head}.${payload}`, signature: Buffer.from(signature, 'base64url'), kid: kidOf(head), repairs };
}

function kidOf(head: string): string | null {
  try {
    const header = parseJson(Buffer.from(head, 'base64url').toString('utf8'));
    return isObject(header) && typeof header.kid === 'string' && /^[A-Za-z0-9]{1,64}$/.test(header.kid) ? header.kid : null;
  } catch {
    return null;
  }
}

/** Only a signature that verifies makes a token a stored key's: its `kid` is what anyone may write. */
function identifyToken({ signed, signature, kid, repairs }: Token, document: VaultDocument): Identified {
  const candidates = [...live(document)].sort((a, b) => Number(b.keyId === kid) - Number(a.keyId === kid));
  const signer = candidates.find(({ privateKey }) => {
    try {
      const key = createPublicKey(createPrivateKey(privateKey));
      return verify('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }, signature);
    } catch {
      // A stored key that cannot be read signed nothing.
      return false;
    }
  });
  return answer('token', document, signer, { keyId: kid, fingerprint: signer?.fingerprint ?? null, repairs });
}
