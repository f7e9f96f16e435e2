import { createPrivateKey } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Needle {
  readonly what: string;
  readonly bytes: Buffer;
}

/** Every way a private key could be written down: PEM lines, body, DER, its scalar in hex and base64url. */
export function needlesOf(pem: string): readonly Needle[] {
  const body = pem.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('-----'));
  const der = Buffer.from(body.join(''), 'base64');
  const scalar = Buffer.from(createPrivateKey(pem).export({ format: 'jwk' }).d ?? '', 'base64url');
  if (scalar.length !== 32) throw new Error('not a P-256 key');
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

export const secretNeedle = (what: string, secret: string): Needle => ({ what, bytes: Buffer.from(secret) });

/** What was found and where; empty is what a test hopes for. UTF-16 is looked for too: a heap may hold two-byte strings. */
export function findIn(haystack: Buffer, where: string, needles: readonly Needle[]): readonly string[] {
  return needles.flatMap(({ what, bytes }) => {
    const wide = Buffer.from(bytes.toString('latin1'), 'utf16le');
    return haystack.includes(bytes) || haystack.includes(wide) ? [`${what} in ${where}`] : [];
  });
}

/** Searches every regular file under a folder. */
export async function findUnder(
  folder: string,
  needles: readonly Needle[],
  skip: (path: string) => boolean = () => false,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    if (skip(name) || !(await lstat(path)).isFile()) continue;
    found.push(...findIn(await readFile(path), name, needles));
  }
  return found;
}
