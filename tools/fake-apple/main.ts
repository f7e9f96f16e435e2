// npm run fake-apple: an App Store Connect on this machine for people developing. Makes a key, says how to use it.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFakeApple } from './server.js';

const folder = mkdtempSync(join(tmpdir(), 'fake-apple-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));

const at = process.argv.indexOf('--port');
const apple = await startFakeApple({
  port: at > 0 ? Number(process.argv[at + 1]) : 0,
  onRequest: ({ method, path, refusal }) => console.log(`${method} ${path}  ${refusal === null ? 'accepted' : `refused: ${refusal}`}`),
});
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const issuerId = '57246542-96fe-1a63-e053-0824d011072a';
const file = join(folder, 'AuthKey_DEMO123456.p8');
writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
apple.register({ kind: 'team', keyId: 'DEMO123456', issuerId, publicKey, roles: ['ADMIN'] });
console.log(`Listening. In another terminal:
  export KEYRACK_API_URL=${apple.url}
  npx keyrack import ${file} --org Demo --issuer ${issuerId}
  npx keyrack test Demo`);
