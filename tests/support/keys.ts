import { createECDH, createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** A P-256 key made for one test, in both shapes its file can have. */
export interface TestKey {
  /** As Apple writes it: 257 bytes, the inner ECPrivateKey carries curve parameters and public key. */
  readonly applePem: string;
  /** As OpenSSL writes it: 241 bytes, no inner parameters. */
  readonly opensslPem: string;
  readonly appleDer: Buffer;
  readonly opensslDer: Buffer;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly spkiDer: Buffer;
  /** 32 bytes. */
  readonly scalar: Buffer;
  /** 65 bytes, uncompressed. */
  readonly point: Buffer;
  readonly fingerprint: string;
}

export function makeKey(): TestKey {
  // Not by generateKeyPairSync and a JWK of it: where Node 20 collects garbage in the middle of that, it waits for itself for ever.
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  const scalar = ecdh.getPrivateKey();
  return keyFrom(Buffer.concat([Buffer.alloc(32 - scalar.length), scalar]));
}

/** The key of a given scalar (32 bytes, 1 … n−1). */
export function keyFrom(scalar: Buffer): TestKey {
  const point = pointOf(scalar);
  const appleDer = pkcs8(scalar, { point, innerCurve: true });
  const opensslDer = pkcs8(scalar, { point, innerCurve: false });
  const privateKey = createPrivateKey({ key: opensslDer, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const spkiDer = publicKey.export({ type: 'spki', format: 'der' });
  const [applePem, opensslPem] = [toPem(appleDer).trimEnd(), toPem(opensslDer)];
  if (applePem.length !== 257 || opensslPem.length !== 241) throw new Error(`shapes: ${applePem.length}, ${opensslPem.length}`);
  const fingerprint = `SHA256:${createHash('sha256').update(spkiDer).digest('base64')}`;
  return { applePem, opensslPem, appleDer, opensslDer, privateKey, publicKey, spkiDer, scalar, point, fingerprint };
}

/** 65 bytes, uncompressed. */
function pointOf(scalar: Buffer): Buffer {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(scalar);
  return ecdh.getPublicKey();
}

// DER, just enough of it to build good and bad keys.
export const der = (tag: number, ...parts: readonly (Buffer | readonly number[])[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part as Buffer)));
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body.length)]), body]);
};
const lengthOf = (length: number): number[] =>
  length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];

export const oid = {
  ecPublicKey: Buffer.from('06072a8648ce3d0201', 'hex'),
  p256: Buffer.from('06082a8648ce3d030107', 'hex'),
  secp256k1: Buffer.from('06052b8104000a', 'hex'),
} as const;

export interface Pkcs8Options {
  /** Null: no public key inside. */
  readonly point: Buffer | null;
  readonly innerCurve: boolean;
  readonly version?: number;
  readonly curve?: Buffer;
  /** Attributes after the key (PKCS#8 v2). */
  readonly attributes?: Buffer;
}

export function pkcs8(scalar: Buffer, { point, innerCurve, version = 0, curve = oid.p256, attributes }: Pkcs8Options): Buffer {
  const inner = der(
    0x30,
    [0x02, 0x01, 0x01],
    der(0x04, scalar),
    innerCurve ? der(0xa0, curve) : [],
    point === null ? [] : der(0xa1, der(0x03, [0x00], point)),
  );
  return der(0x30, [0x02, 0x01, version], der(0x30, oid.ecPublicKey, curve), der(0x04, inner), attributes ?? []);
}

export const toPem = (bytes: Buffer, label = 'PRIVATE KEY'): string =>
  `-----BEGIN ${label}-----\n${(bytes.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`;
