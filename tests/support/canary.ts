import { createPrivateKey } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Needle {
  readonly what: string;
  readonly bytes: Buffer;
}

/** Every way a private key could be written down: PEM lines, body, DER, its scalar in hex and base64url. */
export function needlesOf(pem: string): readonly Needle[] {
  const body = bodyOf(pem);
  const der = Buffer.from(body.join(''), 'base64');
  const scalar = scalarOf(pem);
  return [
    ...body.map((line, n) => ({ what: `PEM line ${n + 1}`, bytes: Buffer.from(line) })),
    { what: 'PEM body in one line', bytes: Buffer.from(body.join('')) },
    { what: 'DER bytes', bytes: der },
    { what: 'DER in hex', bytes: Buffer.from(der.toString('hex')) },
    { what: 'scalar bytes', bytes: scalar },
    { what: 'scalar in hex', bytes: Buffer.from(scalar.toString('hex')) },
    { what: 'scalar in upper hex', bytes: Buffer.from(scalar.toString('hex').toUpperCase()) },
    { what: 'scalar in base64url', bytes: Buffer.from(scalar.toString('base64url')) },
    { what: 'scalar in base64', bytes: Buffer.from(scalar.toString('base64').replaceAll('=', '')) },
  ];
}

const bodyOf = (pem: string): readonly string[] => pem.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('-----'));
function scalarOf(pem: string): Buffer {
  const scalar = Buffer.from(createPrivateKey(pem).export({ format: 'jwk' }).d ?? '', 'base64url');
  if (scalar.length !== 32) throw new Error('not a P-256 key');
  return scalar;
}

export const secretNeedle = (what: string, secret: string): Needle => ({ what, bytes: Buffer.from(secret) });

/** What was found and where; empty is what a test hopes for. UTF-16 is looked for too: a heap may hold two-byte strings. */
export function findIn(haystack: Buffer, where: string, needles: readonly Needle[]): readonly string[] {
  const isSmall = haystack.length < 1 << 20;
  const byTurns = needles.filter(({ bytes }) => isSmall || bytes.length < shortest);
  const atOnce = needles.filter((one) => !byTurns.includes(one)).map((one) => ({ ...one, least: one.bytes.length }));
  const turned = byTurns.filter(({ bytes }) => {
    const wide = Buffer.from(bytes.toString('latin1'), 'utf16le');
    return haystack.includes(bytes) || haystack.includes(wide);
  });
  const found = atOnce.length > 0 ? partsIn(haystack, atOnce) : [];
  return [...turned, ...found].map(({ what }) => `${what} in ${where}`);
}

/** Searches every regular file under a folder. */
export const findUnder = (folder: string, needles: readonly Needle[], skip?: (path: string) => boolean): Promise<readonly string[]> =>
  inFiles(folder, (bytes, name) => findIn(bytes, name, needles), skip);

async function inFiles(
  folder: string,
  look: (bytes: Buffer, name: string) => readonly string[],
  skip: (path: string) => boolean = () => false,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    if (skip(name) || !(await lstat(path)).isFile()) continue;
    found.push(...look(await readFile(path), name));
  }
  return found;
}

/** A secret of which no piece may be found: any `least` bytes of it in a row. */
export interface Parts {
  readonly what: string;
  readonly bytes: Buffer;
  readonly least: number;
}
/** As much as a name can say of a key before it says too much. */
const least = 24;

/** A text that is shorter counts as a whole (an even number of its letters). */
export const partsOf = (what: string, text: string): Parts => ({
  what,
  bytes: Buffer.from(text),
  least: Math.min(least, text.length - (text.length % 2)),
});

/** The same for every spelling of a private key. What all keys begin with is no secret and left out; what follows it is not. */
export function partsOfKey(whose: string, pem: string): readonly Parts[] {
  const scalar = scalarOf(pem);
  const body = bodyOf(pem).join('').replaceAll('=', '');
  const der = Buffer.from(body, 'base64');
  const at = der.indexOf(scalar);
  const secret = der.subarray(at);
  // Base64 spells three bytes in four letters: what stands before a key decides how it is spelled. The outer letters belong to both.
  const spelled = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), secret])
      .toString('base64')
      .replaceAll('=', '')
      .slice(shift + 1, -1),
  );
  return [
    ...[body.slice(Math.ceil((at * 4) / 3)), ...spelled].flatMap((text, n) => [
      partsOf(`${whose} in base64 (${n})`, text),
      partsOf(`${whose} in base64url (${n})`, text.replaceAll('+', '-').replaceAll('/', '_')),
    ]),
    partsOf(`${whose} in hex`, secret.toString('hex')),
    partsOf(`${whose} in upper hex`, secret.toString('hex').toUpperCase()),
    { what: `the scalar of ${whose}`, bytes: scalar, least: 12 },
  ];
}

/** Its letters are of one case, and it is typed in either. */
export const partsOfIdentity = (what: string, identity: string): readonly Parts[] => [
  partsOf(what, identity.toUpperCase().replace('AGE-SECRET-KEY-1', '')),
  partsOf(`${what}, in small letters`, identity.toLowerCase().replace('age-secret-key-1', '')),
];

interface Spot {
  readonly of: Parts;
  readonly secret: Buffer;
  readonly at: number;
  readonly least: number;
}
const word = 4;
/** Wherever this many bytes stand, four of them begin at a multiple of four. */
const shortest = 2 * word - 1;

interface Index {
  readonly spots: ReadonlyMap<number, readonly Spot[]>;
  /** By sixteen bits of the four bytes: whether a look into `spots` is worth it. */
  readonly likely: Uint8Array;
}
const indexes = new WeakMap<readonly Parts[], Index>();
const short = (key: number): number => (key ^ (key >>> 16)) & 0xffff;

/** Every four bytes of every secret, in both widths of a string, and where they stand in it. Made once for a list of parts. */
function indexOf(all: readonly Parts[]): Index {
  const known = indexes.get(all);
  if (known) return known;
  const spots = new Map<number, Spot[]>();
  for (const of of all) {
    const { bytes, least: few } = of;
    for (const [secret, width] of [[bytes, 1] as const, [Buffer.from(bytes.toString('latin1'), 'utf16le'), 2] as const])
      for (let at = 0; at + word <= secret.length; at += 1) {
        const key = secret.readUInt32LE(at);
        const here = spots.get(key) ?? [];
        here.push({ of, secret, at, least: few * width });
        spots.set(key, here);
      }
  }
  const likely = new Uint8Array(0x10000);
  for (const key of spots.keys()) likely[short(key)] = 1;
  indexes.set(all, { spots, likely });
  return { spots, likely };
}

/** What was found and where. */
export const findPartsIn = (haystack: Buffer, where: string, all: readonly Parts[]): readonly string[] =>
  [...new Set(partsIn(haystack, all).map(({ what }) => what))].map((what) => `a part of ${what} in ${where}`);

/**
 * All in one pass: twelve bytes or more of a secret hold four that begin at a multiple of four. Whatever four there are that some
 * secret has too, what stands around them is compared.
 */
function partsIn(haystack: Buffer, all: readonly Parts[]): readonly Parts[] {
  const { spots, likely } = indexOf(all);
  const words = new Uint32Array(Uint8Array.prototype.slice.call(haystack, 0, haystack.length - (haystack.length % word)).buffer);
  const found = new Set<Parts>();
  for (let n = 0; n < words.length; n += 1) {
    const key = words[n] ?? 0;
    if (likely[short(key)] === 0) continue;
    for (const spot of spots.get(key) ?? []) if (runAt(haystack, n * word, spot) >= spot.least) found.add(spot.of);
  }
  return [...found];
}

/** How many bytes in a row are the secret's, around a place where four of them are. */
function runAt(haystack: Buffer, at: number, { secret, at: from }: Spot): number {
  let [before, after] = [0, word];
  while (before < from && before < at && haystack[at - before - 1] === secret[from - before - 1]) before += 1;
  while (from + after < secret.length && haystack[at + after] === secret[from + after]) after += 1;
  return before + after;
}

/** The smallest piece that counts, from the middle: what a control plants. */
export function pieceOf({ bytes, least: few }: Parts): string {
  const from = Math.min(5, bytes.length - few);
  return bytes.subarray(from, from + few).toString('latin1');
}

/** Searches every regular file under a folder for parts. */
export const findPartsUnder = (folder: string, all: readonly Parts[], skip?: (path: string) => boolean): Promise<readonly string[]> =>
  inFiles(folder, (bytes, name) => findPartsIn(bytes, name, all), skip);
