import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createActivityLog } from '../../src/core/activity.js';
import { createStateStore } from '../../src/core/state.js';
import { homeFilesIn } from '../../src/platform/home-files.js';
import { KeyrackError } from '../../src/shared/errors/index.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { homeWithThreeKeys, inEveryWay, look, spoilt, threeKeys } from '../support/bytes.js';
import { keyrack } from '../support/cli.js';
import { scriptedClock } from '../support/clock.js';
import { testPorts } from '../support/home.js';

const whole = { keys: threeKeys, readOnly: null, warnings: [] };

test('R-31 the vault’s copy with any byte flipped, or cut off anywhere: everything is shown, with a warning, and can be changed', {
  timeout: 900_000,
}, async () => {
  const { home, recoveryKey: identity } = await homeWithThreeKeys(onTestFinished);
  await inEveryWay(join(home, 'vault.age.1'), async (how) => {
    expect(await look(home, { identity }), how).toEqual({ ...whole, warnings: ['W_VAULT_COPY_DAMAGED'] });
  });
});

test('R-31 an older revision, damaged: nothing is said of what nobody needs', async () => {
  const { home, recoveryKey: identity } = await homeWithThreeKeys(onTestFinished);
  await inEveryWay(join(home, 'vault.age.2'), async (how) => expect(await look(home, { identity }), how).toEqual(whole));
});

test('R-31 keyrack.json or its copy, damaged anywhere: the passphrase opens the vault all the same', async () => {
  const { home, passphrase } = await homeWithThreeKeys(onTestFinished);
  for (const file of ['keyrack.json', 'keyrack.json.1'])
    await inEveryWay(join(home, file), async (how) => {
      const { keys, readOnly } = { keys: null, readOnly: undefined, ...(await look(home, { passphrase })) };
      expect({ keys, readOnly }, `${file} ${how}`).toEqual({ keys: threeKeys, readOnly: null });
    });
});

test('R-31 identity.age damaged anywhere: its copy opens the vault, with a warning; with both gone, a code and the recovery key', async () => {
  const { home, passphrase, recoveryKey: identity } = await homeWithThreeKeys(onTestFinished);
  const [path, copy] = [join(home, 'identity.age'), join(home, 'identity.age.1')];
  await inEveryWay(path, async (how) => {
    expect(await look(home, { passphrase }), how).toEqual({ ...whole, warnings: ['W_VAULT_COPY_DAMAGED'] });
  });
  let n = 0;
  await inEveryWay(path, async (how, bad) => {
    n += 1;
    if (n % 11 !== 0) return;
    await writeFile(copy, bad);
    expect(await look(home, { passphrase }), how).toEqual({
      code: expect.stringMatching(/^E_(PASSPHRASE_WRONG|VAULT_DAMAGED|IDENTITY_WRONG)$/),
    });
    expect(await look(home, { identity }), how).toEqual(whole);
  });
});

test('R-124 state.json and activity.jsonl damaged anywhere: no key is hidden, and nothing throws', async () => {
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
  await inEveryWay(join(home, 'activity.jsonl'), async (how) => {
    expect((await log.read({})).length, how).toBeLessThanOrEqual(3);
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
    now: () => Date.now() + waited,
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
    ['vault.age.2', 100],
    ['identity.age', 60],
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
