import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createActivityLog } from '../../src/core/state/activity.js';
import { createStateStore } from '../../src/core/state/state.js';
import { homeFilesIn } from '../../src/platform/home-files.js';
import { KeyrackError } from '../../src/shared/errors/index.js';
import { readHome } from '../../src/strongroom/inside/home/home-facts.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { openIdentityFile } from '../../src/strongroom/inside/ways-in/unlock.js';
import { homeWithThreeKeys, inEveryWay, look, spoilt, threeKeys } from '../support/bytes.js';
import { keyrack } from '../support/cli.js';
import { scriptedClock } from '../support/clock.js';
import { testPorts } from '../support/home.js';

const whole = { keys: threeKeys, readOnly: null, warnings: [] as readonly string[] };

test('R-31 keyrack.json, its copy or what init left of it, damaged anywhere: the vault is found by its own id, and the passphrase opens it', async () => {
  const { home, passphrase, room } = await homeWithThreeKeys(onTestFinished);
  const { vaultId } = await room.read();
  await cp(join(home, 'keyrack.json'), join(home, 'keyrack.json.new'));
  for (const file of ['keyrack.json', 'keyrack.json.1', 'keyrack.json.new'])
    await inEveryWay(join(home, file), async (how, _bad, n) => {
      // What a keychain would be asked for.
      const facts = await readHome(testPorts(home));
      expect([facts.home?.unlock, facts.vaultIds], `${file} ${how}`).toEqual(['passphrase', expect.arrayContaining([vaultId])]);
      if (n % 29 !== 0) return;
      const { keys, readOnly } = { keys: null, readOnly: undefined, ...(await look(home, { passphrase })) };
      expect({ keys, readOnly }, `${file} ${how}`).toEqual({ keys: threeKeys, readOnly: null });
    });
});

test('R-31 identity.age damaged anywhere: its copy opens the vault, with a warning; its copy damaged: nothing is said of what nobody needs', async () => {
  const { home, passphrase } = await homeWithThreeKeys(onTestFinished);
  const { identity } = await openIdentityFile(testPorts(home), passphrase);
  for (const [file, warnings] of [
    ['identity.age', ['W_VAULT_COPY_DAMAGED']],
    ['identity.age.1', []],
  ] as const)
    await inEveryWay(join(home, file), async (how, bad, n) => {
      const opened = await openIdentityFile(testPorts(home), passphrase);
      expect([opened.identity, opened.warnings.map(({ code }) => code)], `${file} ${how}`).toEqual([identity, warnings]);
      if (n % 29 !== 0) return;
      expect(await look(home, { passphrase }), `${file} ${how}`).toEqual({ ...whole, warnings });
      expect((await readFile(join(home, file))).equals(bad)).toBe(true);
    });
});

test.for(['damaged too', 'gone'] as const)(
  'R-31 identity.age.1 damaged anywhere, and identity.age %s: a code, and the recovery key opens the vault',
  async (how) => {
    const { home, passphrase, recoveryKey: identity } = await homeWithThreeKeys(onTestFinished);
    if (how === 'gone') await rm(join(home, 'identity.age'));
    await inEveryWay(join(home, 'identity.age.1'), async (harm, bad, n) => {
      if (how === 'damaged too') await writeFile(join(home, 'identity.age'), bad);
      const refused = await openIdentityFile(testPorts(home), passphrase).then(
        () => 'opened',
        (error: unknown) => (error instanceof KeyrackError ? error.code : error),
      );
      expect(refused, harm).toMatch(/^E_(PASSPHRASE_WRONG|VAULT_DAMAGED|IDENTITY_WRONG)$/);
      if (n % 29 === 0) expect(await look(home, { identity }), harm).toEqual(whole);
    });
  },
);

test('R-124 state.json, activity.jsonl and the one before it damaged anywhere: no key is hidden, and nothing throws', async () => {
  const { home, recoveryKey: identity, room } = await homeWithThreeKeys(onTestFinished);
  const { vaultId, revision, keys } = await room.read();
  const files = homeFilesIn(home);
  const log = createActivityLog(files, scriptedClock(), 'cli');
  log.note(
    'token',
    keys.map(({ id }) => id),
    'ok',
  );
  await log.settled();
  await files.replace('state.json', JSON.stringify({ vaultId, revision, keys: {}, settings: {}, folders: {} }));
  await inEveryWay(join(home, 'state.json'), async (how) => {
    // A digit of the revision it had seen may have grown: then the vault is shown, and said to be older than that.
    expect((await look(home, { identity })).keys, how).toEqual(threeKeys);
    expect(await createStateStore(files).read(), how).toBeTypeOf('object');
  });
  await cp(join(home, 'activity.jsonl'), join(home, 'activity.jsonl.1'));
  for (const file of ['activity.jsonl', 'activity.jsonl.1'])
    await inEveryWay(join(home, file), async (how) => {
      const read = await log.read({});
      expect(read.length, `${file} ${how}`).toBeLessThanOrEqual(6);
      // The other file is whole.
      expect(read.length, `${file} ${how}`).toBeGreaterThanOrEqual(3);
    });
});

test('R-40 the lock file damaged anywhere: a change is made or E_BUSY is said, and readers never notice', async () => {
  const { home, recoveryKey: identity } = await homeWithThreeKeys(onTestFinished);
  const dead = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  await once(dead, 'exit');
  const { readlink } = await import('node:fs/promises');
  const namespace = await readlink('/proc/self/ns/pid').catch(() => null);
  const lock = Buffer.from(JSON.stringify({ pid: dead.pid, startTime: '1', host: hostname(), namespace, nonce: randomUUID() }));
  let waited = 0;
  const clock = {
    now: () => Date.now(),
    monotonic: () => performance.now() + waited,
    // A minute for every wait, however short: patience is not what is looked at here.
    wait: async () => {
      waited += 60_000;
    },
  };
  const room = createStrongroom(testPorts(home, { clock }));
  const [first] = (await room.unlock({ how: 'identity', identity })).keys;
  for (const [how, bad] of spoilt(lock)) {
    await writeFile(join(home, 'lock'), bad);
    const said = await room.change({ do: 'edit-key', id: first?.id ?? '', set: { name: `Key ${how}` } }).then(
      () => 'changed',
      (error: unknown) => (error instanceof KeyrackError ? error.code : error),
    );
    expect(['changed', 'E_BUSY'], how).toContain(said);
    await rm(join(home, 'lock'), { force: true });
  }
});

test('R-31 ten of these through the command line: the keys are listed, with the right exit code', async () => {
  const { home, recoveryKey } = await homeWithThreeKeys(onTestFinished);
  const env = { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey };
  for (const [file, at] of [
    ['vault.age', 0],
    ['vault.age', 40],
    ['vault.age', 700],
    ['vault.age.1', 0],
    ['vault.age.1', 700],
    ['vault.age.4', 100],
    ['identity.age.1', 60],
    ['keyrack.json', 0],
    ['keyrack.json', 60],
    ['keyrack.json.1', 90],
  ] as const) {
    const path = join(home, file);
    const good = await readFile(path);
    const bad = Buffer.from(good);
    bad[at] = (bad[at] ?? 0) ^ 1;
    await writeFile(path, bad);
    const { code, out, err } = await keyrack(['list', '--json'], env);
    expect([file, at, code, JSON.parse(out).map(({ name }: { name: string }) => name)], err).toEqual([file, at, 0, threeKeys]);
    expect((await readFile(path)).equals(bad)).toBe(true);
    await writeFile(path, good);
  }
});
