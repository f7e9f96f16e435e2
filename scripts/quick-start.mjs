/**
 * The second half of the command line's build: large bundles get a stub (quick-start.cjs) and V8's code cache, made by
 * running the real commands in a home of their own. A process that mints a token then compiles nothing.
 */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const at = (name) => resolve(import.meta.dirname, name);
const worthIt = 20 * 1024;
/** They stay as they are, however large: the first begins with a “#!” that only a file of its own may have, the other waits for a person. */
const plain = ['keyrack.js', 'keychain.js'];

export function quickStart(folder) {
  const stubs = [folder, join(folder, 'chunks')].flatMap((one) =>
    readdirSync(one, { withFileTypes: true })
      .filter(
        (entry) =>
          entry.isFile() && entry.name.endsWith('.js') && !plain.includes(entry.name) && statSync(join(one, entry.name)).size > worthIt,
      )
      .map((entry) => join(one, entry.name)),
  );
  for (const stub of stubs) {
    const code = withoutImports(readFileSync(stub, 'utf8'), stub);
    writeFileSync(stub.replace(/js$/, 'code.js'), code);
    copyFileSync(at('quick-start.cjs'), stub);
  }
  const home = mkdtempSync(join(tmpdir(), 'keyrack-build-'));
  try {
    runTheMainJob(join(folder, 'keyrack.js'), home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** V8 forgets who answers `import()` when it takes code from a cache; the bundler leaves it standing for Node's own modules and keytar. */
function withoutImports(code, name) {
  const required = code.replace(/\bimport\((['"`])([\w:/]+)\1\)/g, 'Promise.resolve().then(() => require("$2"))');
  if (/\bimport\(/.test(required)) throw new Error(`${name} holds an import() that no code cache can keep.`);
  return required;
}

/** A token minted with the vault's own identity: nothing else has to be quick. Where it cannot be run, every start compiles. */
function runTheMainJob(bin, home) {
  const env = { PATH: process.env.PATH, HOME: home, KEYRACK_HOME: join(home, 'vault'), KEYRACK_PASSPHRASE: 'only for this build' };
  const keyrack = (args, more = {}) => spawnSync(process.execPath, [bin, ...args], { env: { ...env, ...more }, encoding: 'utf8' });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const file = join(home, 'AuthKey_QU1CKSTART.p8');
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const { stdout: recoveryKey } = keyrack(['init', '--unlock', 'passphrase']);
  keyrack(['import', file, '--org', 'Acme', '--issuer', '00000000-0000-0000-0000-000000000000']);
  const remember = { KEYRACK_IDENTITY: recoveryKey.trim(), NODE_OPTIONS: `--require ${JSON.stringify(at('remember-code.cjs'))}` };
  const { status, stderr } = keyrack(['token', 'QU1CKSTART'], remember);
  if (status !== 0) console.warn(`The command line was built without its quick start: ${stderr}`);
}
