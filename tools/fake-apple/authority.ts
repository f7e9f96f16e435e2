import { webcrypto } from 'node:crypto';

export interface Certificate {
  /** PEM, PKCS#8. */
  readonly key: string;
  /** PEM. */
  readonly cert: string;
}
export interface Authority {
  /** PEM of its own certificate: what NODE_EXTRA_CA_CERTS has to hold for its servers to be believed. */
  readonly ca: string;
  /** A server's certificate: for 127.0.0.1 and localhost, or for `host` alone; `expired` ended an hour ago. */
  issue(options?: { readonly host?: string; readonly expired?: true }): Promise<Certificate>;
  /** A server's certificate that nobody else signed. */
  selfSigned(): Promise<Certificate>;
}

// @peculiar/x509 loads tsyringe, which refuses to load without these names (reflect-metadata is no dependency of ours);
// x509 injects nothing by type, so nothing has to be remembered.
const nothing = (): undefined => undefined;
for (const name of ['getMetadata', 'getOwnMetadata', 'defineMetadata']) if (!(name in Reflect)) Object.assign(Reflect, { [name]: nothing });
const x509 = await import('@peculiar/x509');

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const hour = 3_600_000;
const makeKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
const pemOf = async (key: CryptoKey): Promise<string> =>
  x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
const serial = (): string => Buffer.from(webcrypto.getRandomValues(new Uint8Array(8))).toString('hex');
const loopback = [
  { type: 'ip', value: '127.0.0.1' },
  { type: 'dns', value: 'localhost' },
] as const;

/** A certificate authority for one run: its private key never leaves this process, and it is good for a day. */
export async function makeAuthority(): Promise<Authority> {
  x509.cryptoProvider.set(webcrypto as Crypto);
  // A name of its own: two runs with one name would be told apart by signature only, which is another error.
  const issuer = `CN=Fake Apple CA ${serial()}`;
  const authority = await makeKeys();
  const common = { signingAlgorithm: algorithm, notBefore: new Date(Date.now() - 48 * hour), notAfter: new Date(Date.now() + 24 * hour) };
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...common,
    serialNumber: serial(),
    name: issuer,
    keys: authority,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  return {
    ca: root.toString('pem'),
    async issue({ host, expired } = {}) {
      const keys = await makeKeys();
      const certificate = await x509.X509CertificateGenerator.create({
        ...common,
        ...(expired && { notAfter: new Date(Date.now() - hour) }),
        serialNumber: serial(),
        subject: 'CN=Fake Apple',
        issuer,
        publicKey: keys.publicKey,
        signingKey: authority.privateKey,
        extensions: [new x509.SubjectAlternativeNameExtension(host === undefined ? [...loopback] : [{ type: 'dns', value: host }])],
      });
      return { key: await pemOf(keys.privateKey), cert: certificate.toString('pem') };
    },
    async selfSigned() {
      const keys = await makeKeys();
      const certificate = await x509.X509CertificateGenerator.createSelfSigned({
        ...common,
        serialNumber: serial(),
        name: 'CN=Fake Apple',
        keys,
        extensions: [new x509.SubjectAlternativeNameExtension([...loopback])],
      });
      return { key: await pemOf(keys.privateKey), cert: certificate.toString('pem') };
    },
  };
}
