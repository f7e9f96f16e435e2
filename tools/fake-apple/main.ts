// npm run fake-apple: an App Store Connect on this machine for people developing. Makes a key, says how to use it.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFakeApple } from './server.js';

const folder = mkdtempSync(join(tmpdir(), 'fake-apple-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));

const portOf = (flag: string): number => {
  const at = process.argv.indexOf(flag);
  return at > 0 ? Number(process.argv[at + 1]) : 0;
};
const apple = await startFakeApple({
  port: portOf('--port'),
  securePort: portOf('--secure-port'),
  onRequest: ({ method, path, refusal }) => console.log(`${method} ${path}  ${refusal === null ? 'accepted' : `refused: ${refusal}`}`),
});
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const issuerId = '57246542-96fe-1a63-e053-0824d011072a';
const file = join(folder, 'AuthKey_DEMO123456.p8');
writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
apple.register({ kind: 'team', keyId: 'DEMO123456', issuerId, publicKey, roles: ['ADMIN'] });
const caFile = join(folder, 'fake-apple-ca.pem');
writeFileSync(caFile, apple.ca);
console.log(`Listening.
  HTTP   ${apple.url}
  HTTPS  ${apple.secureUrl}   (CA: ${caFile})

In another terminal, over HTTPS:
  export KEYRACK_API_URL=${apple.secureUrl}
  export NODE_EXTRA_CA_CERTS=${caFile}
or over HTTP, with no CA:
  export KEYRACK_API_URL=${apple.url}
then, with a key of its own that it knows already (without a vault: first npx keyrack init):
  npx keyrack import ${file} --org Demo --issuer ${issuerId}
  npx keyrack test Demo
A key of yours, so that it knows that one too (its public half is enough; Ctrl-C forgets it):
  openssl pkey -in AuthKey_<Key ID>.p8 -pubout | curl --data-binary @- '${apple.url}/_fake/register?key=<Key ID>&issuer=<Issuer ID>'
What it gets wrong is up to you (none: nothing again):
  curl -X POST '${apple.url}/_fake/fault?name=rate&times=1'
  curl -X POST '${apple.url}/_fake/revoke?key=DEMO123456'
  curl -X POST '${apple.url}/_fake/clock?offset=-90000'
  curl '${apple.url}/_fake/requests'`);
