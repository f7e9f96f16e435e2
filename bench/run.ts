/** Speed, as ratios within one run on one machine: medians beside the floor that nothing of ours could beat. */
import { spawnSync } from 'node:child_process';
import { createPrivateKey, sign } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openStrongroom } from '../src/strongroom/client/open.js';
import { readKey } from '../src/strongroom/inside/keys/p8/read-key.js';
import { createTokenSigner } from '../src/strongroom/inside/keys/sign.js';
import { createStrongroom } from '../src/strongroom/inside/strongroom.js';
import { open, seal } from '../src/strongroom/inside/vault/seal.js';
import { bin } from '../tests/support/cli.js';
import { issuerId } from '../tests/support/home.js';
import { makeKey } from '../tests/support/keys.js';
import { organizationNamed, storedKey, writeVault } from '../tests/support/vault.js';
import { measureMany } from './many.js';

const folder = await mkdtemp(join(tmpdir(), 'keyrack-bench-'));
const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;

/** Milliseconds, the median of `rounds`; the two are interleaved, so that a slow moment hits both. */
async function pair(rounds: number, ours: () => unknown, floor: () => unknown): Promise<readonly [number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let n = 0; n < rounds + 2; n += 1) {
    for (const [which, work] of [ours, floor].entries()) {
      const start = performance.now();
      await work();
      if (n > 1) times[which]?.push(performance.now() - start);
    }
  }
  return [median(times[0]), median(times[1])];
}

let over = 0;
function row(what: string, floor: string, [mine, least]: readonly [number, number], bound?: number): void {
  const ratio = mine / least;
  if (bound !== undefined && ratio > bound) over += 1;
  const limit = bound === undefined ? '' : `  (bound ${bound}×${ratio > bound ? ', over' : ''})`;
  console.log(
    `${what.padEnd(34)} ${mine.toFixed(2).padStart(9)} ms   ${floor.padEnd(30)} ${least.toFixed(2).padStart(9)} ms   ${ratio.toFixed(2)}×${limit}`,
  );
}

const vaultOf = (keys: number, name = `home-${keys}`) => {
  const acme = organizationNamed('Acme');
  const stored = Array.from({ length: keys }, (_, n) => storedKey(acme.id, `Key ${n + 1}`));
  return writeVault(join(folder, name), [acme], stored);
};

/** Each round into a vault of its own, and its floor right after it. */
async function importOf(paths: readonly string[]): Promise<readonly [number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < 3; round += 1) {
    const { store, identity, ports } = await vaultOf(40, `import-${round}`);
    const room = createStrongroom(ports);
    await room.unlock({ how: 'identity', identity });
    const items = paths.map((path) => ({ source: { from: 'file' as const, path }, issuerId }));
    const begun = performance.now();
    const { rows } = await room.importKeys({ organization: { name: 'Many', program: 'app-store' }, items, at: new Date().toISOString() });
    times[0].push(performance.now() - begun);
    if (!rows.every(({ ok }) => ok)) throw new Error('not stored');
    const files = await Promise.all(paths.map((path) => readFile(path)));
    const again = performance.now();
    for (const bytes of files) readKey(bytes);
    await store.commit(identity, (before) => ({ ...before }));
    times[1].push(performance.now() - again);
  }
  return [median(times[0]), median(times[1])];
}

/** All of it, from the file to the last key that has signed. Its floor, the opening, is measured before it and after it. */
async function restoreOf(count: number): Promise<readonly [number, number]> {
  const passphrase = 'four words, well shuffled';
  const from = await vaultOf(count, 'restore-from');
  const path = join(folder, 'backup.age');
  const source = createStrongroom(from.ports);
  await source.unlock({ how: 'identity', identity: from.identity });
  await source.backup({ path, passphrase, interactive: false, leaveOut: [] });
  const into = await vaultOf(1, 'restore-into');
  const room = createStrongroom(into.ports);
  await room.unlock({ how: 'identity', identity: into.identity });
  const open = () => room.openBackup({ path, passphrase, interactive: false });
  const timed = async (work: () => Promise<unknown>) => {
    const begun = performance.now();
    await work();
    return performance.now() - begun;
  };
  const before = await timed(open);
  const mine = await timed(async () => {
    const { ticket, rows } = await open();
    const at = new Date().toISOString();
    const done = await room.restoreKeys({ ticket, keys: rows.map(({ entry }) => entry), keepBoth: [], at });
    if (!done.rows.every(({ restored }) => restored)) throw new Error('not restored');
  });
  const opening = (before + (await timed(open))) / 2;
  const saving = await timed(() => into.store.commit(into.identity, (document) => ({ ...document })));
  return [mine, opening + saving];
}

try {
  console.log(`${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}, ${process.platform}\n`);
  const { store, identity, home, document, ports } = await vaultOf(40);
  const room = createStrongroom({ ...ports, secrets: { ...ports.secrets, identity: async () => identity } });
  await room.unlock({ how: 'identity', identity });
  const [first] = document.keys;
  if (!first) throw new Error('no key');
  const raw = createPrivateKey(first.privateKey);
  const request = { id: first.id, nowMs: null, lifetimeSeconds: 60, scope: null };
  const signer = createTokenSigner();
  const signOne = () => signer.sign({ key: first, issuerId, program: 'app-store' }, request, Date.now());
  const { token } = await signOne();
  // The floor signs the very bytes that the token's signature is over, with the same key.
  const message = Buffer.from(token.slice(0, token.lastIndexOf('.')));
  const signRaw = () => sign('sha256', message, raw);
  const times =
    <T>(count: number, work: () => T) =>
    async () => {
      for (let n = 0; n < count; n += 1) await work();
    };
  row('100 tokens signed', '100 raw crypto.sign', await pair(15, times(100, signOne), times(100, signRaw)), 3.5);
  // What a caller waits for: the port both ways, a look whether the vault has changed on disk, and the signature.
  const worker = openStrongroom(join(dirname(bin), 'strongroom.js'), { home, keychainChildPath: null, keychainIsOurs: true, secrets: {} });
  await worker.unlock({ how: 'identity', identity });
  row(
    '100 tokens through the worker',
    '100 raw crypto.sign',
    await pair(
      15,
      times(100, () => worker.sign(request)),
      times(100, signRaw),
    ),
  );
  await worker.close();
  const env = { PATH: process.env.PATH ?? '', HOME: home, KEYRACK_HOME: home, KEYRACK_IDENTITY: identity };
  const start = (...args: readonly string[]) => {
    const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  row(
    'keyrack token, a process',
    'node -e 0',
    await pair(
      25,
      () => start(bin, 'token', first.keyId),
      () => start('-e', '0'),
    ),
    3.4,
  );
  const pem = Buffer.from(makeKey().applePem);
  row(
    '100 .p8 parsed and self-tested',
    '100 createPrivateKey',
    await pair(
      9,
      times(100, () => readKey(pem)),
      times(100, () => createPrivateKey(pem)),
    ),
  );

  for (const { keys, vault } of [
    { keys: 40, vault: { store, identity, document } },
    { keys: 1_000, vault: await vaultOf(1_000) },
  ]) {
    const plain = new TextEncoder().encode(JSON.stringify(vault.document));
    const sealed = await seal(plain, vault.document.recipients.devices);
    const openBare = async () => JSON.parse(new TextDecoder().decode(await open(sealed, vault.identity)));
    row(
      `open a vault of ${keys} keys`,
      'age and JSON alone',
      await pair(9, () => vault.store.load(vault.identity, { fresh: true }), openBare),
    );
    const saveBare = async () => seal(new TextEncoder().encode(JSON.stringify(vault.document)), vault.document.recipients.devices);
    row(
      `save a vault of ${keys} keys`,
      'age and JSON alone',
      await pair(9, () => vault.store.commit(vault.identity, (before) => ({ ...before })), saveBare),
    );
  }

  const paths: string[] = [];
  for (let n = 0; n < 1_000; n += 1) {
    const path = join(folder, `AuthKey_${String(n).padStart(10, 'A')}.p8`);
    await writeFile(path, makeKey().applePem, { mode: 0o600 });
    paths.push(path);
  }
  row('import 1,000 files (one save)', '1,000 parses and one save', await importOf(paths), 4);
  row('restore 5,000 keys (one save)', 'opening the backup and a save', await restoreOf(5_000), 5);
  over += await measureMany(folder);
  console.log(over === 0 ? '\nEvery bound holds.' : `\n${over} over their bound.`);
  process.exitCode = over === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
