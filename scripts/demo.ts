/**
 * The main job, told step by step, through the real command line: a key in Apple's shape, a fake Apple that verifies
 * tokens as Apple does, a home that is thrown away. Needs no system package, no display and no network; where a Chromium is installed, the window is shown too.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import jwt from 'jsonwebtoken';
import { makeKey } from '../tests/support/keys.js';
import { startFakeApple } from '../tools/fake-apple/server.js';
import { canShowWindow, inTheWindow } from './demo-window.js';

const bin = resolve(import.meta.dirname, '../out/cli/keyrack.js');
const folder = await mkdtemp(join(tmpdir(), 'keyrack-demo-'));
const apple = await startFakeApple({ http: true });
const quiet = { PATH: process.env.PATH ?? '', HOME: folder, NO_COLOR: '1', KEYRACK_HOME: join(folder, 'home'), KEYRACK_API_URL: apple.url };

let secrets: Record<string, string> = {};
let steps = 0;
const say = (line: string) => process.stdout.write(`${line}\n`);
const step = (title: string) => {
  steps += 1;
  say(`\n${steps}. ${title}`);
};

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the real command line; `expected` is its exit code by the contract. */
function keyrack(args: readonly string[], expected = 0): Promise<Ran> {
  say(`   $ keyrack ${args.map((arg) => (arg.startsWith(folder) ? arg.slice(folder.length + 1) : arg)).join(' ')}`);
  const child = spawn(process.execPath, [bin, ...args], { env: { ...quiet, ...secrets }, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const streams = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    streams.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    streams.err += text;
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === expected) return done({ code, ...streams });
      fail(new Error(`exit ${code}, expected ${expected}\n${streams.out}${streams.err}`));
    });
  });
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`did not hold: ${what}`);
  say(`   ✓ ${what}`);
}

interface Test {
  readonly outcome: string;
  readonly diagnosis: { readonly code: string; readonly title: string; readonly cause: string; readonly next: string } | null;
  readonly clockSkewSeconds: number | null;
  readonly notes: readonly { readonly code: string; readonly message: string }[];
}
const testOf = async (expected = 0): Promise<Test> => {
  const { out } = await keyrack(['test', 'Acme', '--json'], expected);
  const [result] = JSON.parse(out) as Test[];
  if (!result) throw new Error('no result');
  return result;
};

async function story(): Promise<void> {
  const key = makeKey();
  const keyId = '2X9R4HXF34';
  const issuerId = '57246542-96fe-1a63-e053-0824d011072a';
  const account = { kind: 'team', keyId, issuerId, publicKey: key.publicKey, roles: ['APP_MANAGER'] } as const;
  const file = join(folder, `AuthKey_${keyId}.p8`);
  await writeFile(file, key.applePem, { mode: 0o600 });
  apple.register(account);

  step('A vault under a passphrase, with a recovery key');
  secrets = { KEYRACK_PASSPHRASE: randomBytes(12).toString('base64url') };
  const init = JSON.parse((await keyrack(['init', '--unlock', 'passphrase', '--json'])).out) as { vaultId: string; recoveryKey: string };
  must(init.recoveryKey.startsWith('AGE-SECRET-KEY-1'), 'the recovery key was shown once (not here)');

  step('A downloaded .p8 of 257 bytes goes in, with the passphrase');
  const imported = JSON.parse(
    (await keyrack(['import', file, '--org', 'Acme', '--issuer', issuerId, '--role', 'APP_MANAGER', '--json'])).out,
  );
  must(imported[0].ok && imported[0].keyId === keyId, `stored as Acme / ${keyId}: saved, read back, and signed with what was read`);
  must((await readFile(file)).equals(Buffer.from(key.applePem)), 'the download itself is untouched');
  // From here on the recovery key opens the vault, as an automation would.
  secrets = { KEYRACK_IDENTITY: init.recoveryKey };

  step('What is stored');
  say((await keyrack(['list'])).out.replace(/^/gm, '   ').trimEnd());

  step('A token, for Postman');
  const { out, err } = await keyrack(['token', 'Acme']);
  must(/^[\w-]+\.[\w-]+\.[\w-]+\n$/.test(out) && err === '', 'stdout is the token and one newline; stderr is empty');
  const claims = jwt.verify(out.trim(), key.publicKey, { algorithms: ['ES256'], audience: 'appstoreconnect-v1', issuer: issuerId });
  must(
    typeof claims === 'object' && (claims.exp ?? 0) - (claims.iat ?? 0) <= 1200,
    'a second JWT library verifies it; it lives 20 minutes at most',
  );

  step('The connection, tested: one live request');
  must((await testOf()).outcome === 'ok', 'Apple answers');

  step('The clock is 42 s fast');
  apple.clock.offsetMs = -42_000;
  const fast = await testOf();
  must(fast.outcome === 'ok' && Math.abs((fast.clockSkewSeconds ?? 0) - 42) <= 2, `accepted, and said: ${said(fast)}`);

  step('The clock is 90 s fast: the first token is refused, the second is signed on Apple’s clock');
  // What was measured is kept for the next process: an answer that agrees with our clock ends that.
  apple.clock.offsetMs = 0;
  await testOf();
  apple.clock.offsetMs = -90_000;
  const before = apple.requests.length;
  const faster = await testOf();
  must(apple.requests.length - before === 2 && faster.outcome === 'ok', `a 401, one more try, accepted, and said: ${said(faster)}`);
  apple.clock.offsetMs = 0;

  step('Someone revokes the key in App Store Connect');
  apple.revoke(keyId);
  const refused = await testOf(6);
  must(refused.outcome === 'refused' && refused.diagnosis !== null, `refused: ${refused.diagnosis?.cause}`);
  say(`     ${refused.diagnosis?.next}`);

  step('Trash, and undo');
  await keyrack(['remove', keyId]);
  must(JSON.parse((await keyrack(['list', '--json'])).out).length === 0, 'gone from the list');
  await keyrack(['undo']);
  must(JSON.parse((await keyrack(['list', '--json'])).out).length === 1, 'back again');
}

async function window(): Promise<void> {
  if (!canShowWindow()) {
    say('\nNo Chromium is installed here, so the window is not shown. The command line above is the whole of the main job.');
    return;
  }
  step('The same in the window: drop, stored and verified, tested, a token copied');
  const { picture, host } = await inTheWindow(join(folder, 'window'));
  must(true, `done, on ${host === 'electron' ? 'Electron' : 'Chromium through the stand-in (Electron itself was not run)'}`);
  say(`     A picture of it lies in ${relative(process.cwd(), picture)}`);
}

const said = ({ notes }: Test): string => notes.map(({ message }) => message).join(' ') || 'nothing';

let failed = true;
try {
  say('Keyrack, the main job. Everything happens in a temporary folder, against a fake Apple on this machine.');
  await story();
  await window();
  failed = false;
} catch (error) {
  say(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
} finally {
  await apple.close();
  await rm(folder, { recursive: true, force: true });
  const left = (await readdir(tmpdir())).filter((name) => name === basename(folder));
  say(left.length === 0 ? '\nNothing is left behind in the temporary folder.' : `\nLeft behind: ${left.join(', ')}`);
  process.exitCode = failed || left.length > 0 ? 1 : 0;
}
