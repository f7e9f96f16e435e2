import { createECDH, createHash, createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { KeyrackError, type Warning, warn } from '../../../../shared/errors/index.js';
import { dotted, expectTag, readElement, tags } from './der.js';

export interface ReadKey {
  /** PKCS#8, PEM, LF, 64 columns. The bytes of the source where those were PKCS#8. */
  readonly privateKeyPem: string;
  /** `SHA256:` and base64 of sha256(SPKI). */
  readonly fingerprint: string;
  readonly warnings: readonly Warning[];
}

const ecPublicKey = '1.2.840.10045.2.1';
const p256 = '1.2.840.10045.3.1.7';
const curves: Readonly<Record<string, string>> = {
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
  '1.3.132.0.10': 'secp256k1',
  '1.3.132.0.33': 'P-224',
  '1.3.101.112': 'Ed25519',
  '1.3.101.110': 'X25519',
  '1.3.101.113': 'Ed448',
  '1.3.101.111': 'X448',
};
const rsa = new Set(['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.10']);
const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');

export const fingerprintOf = (publicKey: KeyObject): string =>
  `SHA256:${createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')}`;

export const pemOf = (der: Buffer): string =>
  `-----BEGIN PRIVATE KEY-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END PRIVATE KEY-----\n`;

/** A strict walk of PKCS#8 first, and only then the crypto library: it accepts what would never verify (B-22, B-36, B-38). */
export function keyFromPkcs8(der: Buffer): ReadKey {
  const outer = expectTag(der, tags.sequence);
  if (outer.rest.length > 0) throw new KeyrackError('E_P8_TRAILING');
  const version = expectTag(outer.content, tags.integer);
  if (version.content.length !== 1 || (version.content[0] ?? 2) > 1) throw new KeyrackError('E_P8_DER');
  const algorithm = expectTag(version.rest, tags.sequence);
  const oid = expectTag(algorithm.content, tags.oid);
  refuseAlgorithm(dotted(oid.content));
  refuseCurve(oid.rest);
  const octets = expectTag(algorithm.rest, tags.octets);
  refuseOtherThan(octets.rest, [tags.context0, tags.context1, tags.bits1]);
  const { scalar, point } = readEcKey(octets.content);
  return confirm(der, scalar, point);
}

/** SEC1 `EC PRIVATE KEY` (B-28): what is inside PKCS#8, on its own; the curve must then be named inside. */
export function keyFromSec1(der: Buffer): ReadKey {
  const { scalar, point, curveNamed } = readEcKey(der);
  if (!curveNamed) throw new KeyrackError('E_P8_CURVE', 'The key does not name its curve; App Store Connect keys name P-256.');
  const sequence = (tag: number, body: Buffer) =>
    Buffer.concat([Buffer.from(body.length < 0x80 ? [tag, body.length] : [tag, 0x81, body.length]), body]);
  const algorithm = Buffer.from('301306072a8648ce3d020106082a8648ce3d030107', 'hex');
  const body = Buffer.concat([Buffer.from([0x02, 0x01, 0x00]), algorithm, sequence(tags.octets, der)]);
  const read = confirm(sequence(tags.sequence, body), scalar, point);
  return { ...read, warnings: [warn('W_SEC1'), ...read.warnings] };
}

function refuseAlgorithm(oid: string): void {
  if (oid === ecPublicKey) return;
  if (rsa.has(oid)) throw new KeyrackError('E_P8_RSA');
  const named = curves[oid];
  if (named) throw new KeyrackError('E_P8_CURVE', `This is an ${named} key; App Store Connect API keys are on P-256.`);
  throw new KeyrackError('E_P8_DER');
}

function refuseCurve(parameters: Buffer): void {
  const curve = readElement(parameters);
  if (curve.tag === tags.sequence) {
    throw new KeyrackError('E_P8_CURVE', 'This key spells its curve out instead of naming P-256 (explicit parameters).');
  }
  if (curve.tag !== tags.oid || curve.rest.length > 0) throw new KeyrackError('E_P8_DER');
  const oid = dotted(curve.content);
  if (oid === p256) return;
  const name = curves[oid] ?? (oid.startsWith('1.3.36.3.3.2.8.1.1.') ? 'a brainpool curve' : `the curve ${oid}`);
  throw new KeyrackError('E_P8_CURVE', `This key is on ${name}; App Store Connect API keys are on P-256.`);
}

/** What may follow, and nothing twice; anything else makes it another structure. */
function refuseOtherThan(bytes: Buffer, allowed: readonly number[]): void {
  let rest = bytes;
  let last = -1;
  while (rest.length > 0) {
    const node = readElement(rest);
    const place = allowed.indexOf(node.tag);
    if (place <= last) throw new KeyrackError('E_P8_DER');
    last = place;
    rest = node.rest;
  }
}

function readEcKey(der: Buffer): { scalar: Buffer; point: Buffer | null; curveNamed: boolean } {
  const outer = expectTag(der, tags.sequence);
  if (outer.rest.length > 0) throw new KeyrackError('E_P8_TRAILING');
  const version = expectTag(outer.content, tags.integer);
  if (!version.content.equals(Buffer.from([1]))) throw new KeyrackError('E_P8_DER');
  const scalar = expectTag(version.rest, tags.octets);
  let rest = scalar.rest;
  let point: Buffer | null = null;
  let curveNamed = false;
  if (rest[0] === tags.context0) {
    const curve = readElement(rest);
    refuseCurve(curve.content);
    curveNamed = true;
    rest = curve.rest;
  }
  if (rest[0] === tags.context1) {
    const tagged = readElement(rest);
    const bits = expectTag(tagged.content, tags.bits);
    if (bits.rest.length > 0 || bits.content[0] !== 0) throw new KeyrackError('E_P8_DER');
    point = bits.content.subarray(1);
    rest = tagged.rest;
  }
  if (rest.length > 0) throw new KeyrackError('E_P8_DER');
  return { scalar: scalar.content, point, curveNamed };
}

/** The walk has found a scalar on P-256: is it a possible one, is the public key its own, does what it signs verify? */
function confirm(der: Buffer, scalar: Buffer, point: Buffer | null): ReadKey {
  if (scalar.length !== 32) throw new KeyrackError('E_P8_DAMAGED');
  if (scalar.every((byte) => byte === 0) || scalar.compare(order) >= 0) throw new KeyrackError('E_P8_SCALAR');
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(scalar);
  const derived = ecdh.getPublicKey();
  if (point !== null) refuseStrangePoint(point, derived);
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } catch {
    throw new KeyrackError('E_P8_DAMAGED');
  }
  const publicKey = createPublicKey(privateKey);
  const message = randomBytes(32);
  if (!verify('sha256', message, publicKey, sign('sha256', message, privateKey))) throw new KeyrackError('E_P8_INCONSISTENT');
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  if (!Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).equals(derived))
    throw new KeyrackError('E_P8_INCONSISTENT');
  return { privateKeyPem: pemOf(der), fingerprint: fingerprintOf(publicKey), warnings: point === null ? [warn('W_P8_NO_PUBLIC')] : [] };
}

function refuseStrangePoint(point: Buffer, derived: Buffer): void {
  if (point.equals(derived)) return;
  const spki = Buffer.concat([Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex'), point]);
  try {
    if (point.length !== 65) throw new Error('not an uncompressed point');
    createPublicKey({ key: spki, format: 'der', type: 'spki' });
  } catch {
    throw new KeyrackError('E_P8_DAMAGED', 'The public key inside the file is not a point of P-256: the file was altered.');
  }
  throw new KeyrackError('E_P8_INCONSISTENT');
}
