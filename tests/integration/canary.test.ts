import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFakeApple } from '../../tools/fake-apple/server.js';
import { backupPassphrase } from '../support/backup.js';
import {
  findIn,
  findPartsIn,
  findPartsUnder,
  findUnder,
  type Needle,
  needlesOf,
  type Parts,
  partsOf,
  partsOfIdentity,
  partsOfKey,
  pieceOf,
  secretNeedle,
} from '../support/canary.js';
import { keyrack, type Ran } from '../support/cli.js';
import { issuerId, makeHome, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';

const recorder = pathToFileURL(join(import.meta.dirname, '../support/recorder.mjs')).href;

const ending: (() => Promise<void>)[] = [];
const onEnd = (work: () => Promise<void>) => void ending.push(work);
let recorded: Awaited<ReturnType<typeof recordEverything>>;
// Some fifty processes, each with a heap snapshot at its end.
beforeAll(async () => {
  recorded = await recordEverything();
});
afterAll(async () => {
  for (const work of ending.reverse()) await work();
});

/** Every command, run with a key whose bytes are known; everything they leave, say and send is recorded. */
async function recordEverything() {
  const folder = await temporaryFolder(onEnd);
  const { home, passphrase, recoveryKey } = await makeHome(onEnd);
  const apple = await startFakeApple({ http: true });
  onEnd(() => apple.close());
  const key = makeKey();
  const other = makeKey();
  const keyId = 'CANARY1234';
  apple.register({ kind: 'team', keyId, issuerId, publicKey: key.publicKey, roles: ['ADMIN'] });
  const [records, temporary, keys] = ['records', 'tmp', 'keys'].map((name) => join(folder, name)) as [string, string, string];
  for (const one of [records, temporary, keys]) await mkdir(one);
  const file = join(keys, `AuthKey_${keyId}.p8`);
  await writeFile(file, key.applePem, { mode: 0o600 });
  await writeFile(join(keys, 'ApiKey_CANARY5678.p8'), other.opensslPem, { mode: 0o600 });
  await writeFile(join(keys, 'broken.p8'), key.applePem.slice(0, 200), { mode: 0o600 });

  const env = {
    KEYRACK_HOME: home,
    KEYRACK_API_URL: apple.url,
    NODE_OPTIONS: `--import=${recorder}`,
    KEYRACK_TEST_RECORD: records,
    TMPDIR: temporary,
  };
  const ran: Ran[] = [];
  const called: (readonly string[])[] = [];
  const run = async (
    args: readonly string[],
    secrets: Readonly<Record<string, string>> = { KEYRACK_IDENTITY: recoveryKey },
    stdin?: string,
  ) => {
    const one = await keyrack(args, { ...env, ...secrets }, stdin === undefined ? {} : { stdin });
    ran.push(one);
    called.push(args);
    return one;
  };
  await run(['import', file, join(keys, 'ApiKey_CANARY5678.p8'), '--org', 'Acme', '--issuer', issuerId, '--json'], {
    KEYRACK_PASSPHRASE: passphrase,
  });
  await run(['import', join(keys, 'broken.p8'), '--key-id', 'BROKEN1234', '--org', 'Acme', '--json']);
  await run(['import', '-', '--key-id', keyId, '--org', 'Acme', '--json'], undefined, key.applePem);
  for (const args of [
    ['status'],
    ['status', '--json'],
    ['org', 'list', '--json'],
    ['org', 'add', 'Borealis'],
    ['org', 'edit', 'Borealis', '--vendor-number', '80000001'],
    ['org', 'rename', 'Borealis', 'Cobalt'],
    ['org', 'remove', 'Cobalt'],
    ['list'],
    ['list', '--json'],
    ['show', keyId],
    ['identify', file, '--json'],
    ['completion', 'bash'],
    ['__complete', 'zsh', '--', 'token', ''],
    ['edit', keyId, '--name', 'CI uploads', '--role', 'ADMIN'],
    ['token', keyId],
    ['token', keyId, '--header'],
    ['token', keyId, '--json', '--scope', 'GET /v1/apps'],
    ['test', keyId, '--json'],
    ['test', '--all'],
    ['why', keyId, '--json'],
    ['which', keyId],
    ['remove', keyId],
    ['undo'],
    ['activity', '--json'],
    ['doctor', '--json'],
    ['doctor', '--break-lock'],
    ['recovery', 'repair'],
    ['recovery', 'verify', '--json'],
    ['purge', 'CANARY5678', '--yes', '--json'],
    ['token', 'nothing-like-it'],
    ['no-such-command'],
  ]) {
    await run(args);
  }
  const newPassphrase = 'a passphrase nobody has seen yet';
  const secrets = { KEYRACK_PASSPHRASE: passphrase, KEYRACK_NEW_PASSPHRASE: newPassphrase };
  expect((await run(['unlock-method', 'passphrase', '--rotate', '--json'], secrets)).code).toBe(0);
  expect((await run(['recovery', 'verify', '--json'], {}, recoveryKey)).code).toBe(0);
  const sealed = { KEYRACK_IDENTITY: recoveryKey, KEYRACK_BACKUP_PASSPHRASE: backupPassphrase };
  const backup = join(folder, 'backup.age');
  for (const [args, code] of [
    [['backup', backup, '--json'], 0],
    [['restore', backup, '--yes', '--json'], 0],
    [['restore', file, '--yes'], 8],
    [['import', backup, '--org', 'Acme'], 8],
  ] as const) {
    expect((await run(args, sealed)).code).toBe(code);
  }
  // Last: the recovery key the others were run with opens nothing afterwards.
  expect((await run(['recovery', 'new', '--json'], { KEYRACK_PASSPHRASE: newPassphrase })).code).toBe(0);
  called.push(['init']);
  const init = await keyrack(['init', '--unlock', 'passphrase', '--json'], {
    ...env,
    KEYRACK_HOME: join(folder, 'second'),
    KEYRACK_PASSPHRASE: passphrase,
  });
  expect(init.code, init.err).toBe(0);
  const { recoveryKey: second } = JSON.parse(init.out) as { recoveryKey: string };
  // The one secret that init prints is its recovery key.
  ran.push({ ...init, out: init.out.replace(second, '') });
  return { folder, home, records, temporary, key, other, ran, called, passphrase, newPassphrase, recoveryKey };
}

test('S-06 over every command: no byte of a private key reaches a stream, a log, a message, a temporary file or the main isolate’s heap', async () => {
  const { home, records, temporary, key, other, ran, passphrase, newPassphrase, recoveryKey } = recorded;
  const imported = ran[0];
  expect(imported?.code, imported?.err).toBe(0);
  expect(ran.filter(({ out }) => /^[\w-]+\.[\w-]+\.[\w-]+\n$/.test(out))).toHaveLength(1);

  const needles: Needle[] = [...needlesOf(key.applePem), ...needlesOf(other.opensslPem)];
  const secrets: Needle[] = [
    secretNeedle('the passphrase', passphrase),
    secretNeedle('the passphrase of the backup', backupPassphrase),
    secretNeedle('the new passphrase', newPassphrase),
    secretNeedle('the recovery key', recoveryKey),
  ];
  const streams = Buffer.from(ran.map(({ out, err }) => out + err).join('\n'));
  // The recovery key and the passphrase are in each command's environment, which a heap snapshot does not hold.
  const all = [...needles, ...secrets];

  expect(findIn(streams, 'the streams', all)).toEqual([]);
  expect(await findUnder(home, all)).toEqual([]);
  expect(await findUnder(temporary, all)).toEqual([]);
  expect(await findUnder(records, all)).toEqual([]);
});

/** What must not be found, not even a piece of it. */
const partsOfAll = (): readonly Parts[] => {
  const { key, other, passphrase, newPassphrase, recoveryKey } = recorded;
  return [
    ...partsOfKey('the key', key.applePem),
    ...partsOfKey('the other key', other.opensslPem),
    ...partsOfIdentity('the recovery key', recoveryKey),
    partsOf('the passphrase', passphrase),
    partsOf('the new passphrase', newPassphrase),
    partsOf('the passphrase of the backup', backupPassphrase),
  ];
};

test('S-06 nor any 24 characters in a row of a key, in base64, base64url or hex, of the recovery key or of a passphrase', async () => {
  const { home, records, temporary, ran } = recorded;
  const parts = partsOfAll();
  expect(findPartsIn(Buffer.from(ran.map(({ out, err }) => out + err).join('\n')), 'the streams', parts)).toEqual([]);
  for (const folder of [home, temporary, records]) expect(await findPartsUnder(folder, parts)).toEqual([]);

  // Planted where each of these searches looks: 24 characters of each, and nothing more of it.
  const planted = parts.map(pieceOf).join('\n');
  expect(findPartsIn(Buffer.from(planted, 'latin1'), 'the streams', parts)).toHaveLength(parts.length);
  for (const folder of [home, temporary, records]) {
    await writeFile(join(folder, 'planted-pieces'), planted, 'latin1');
    expect(await findPartsUnder(folder, parts, (name) => name !== 'planted-pieces')).toHaveLength(parts.length);
    await rm(join(folder, 'planted-pieces'));
  }
});

test('S-06 the search for parts finds every 24 characters in a row, in strings of one byte and of two, and no 23', () => {
  const { key } = recorded;
  for (const parts of partsOfKey('the key', key.applePem)) {
    const text = parts.bytes.toString('latin1');
    for (let at = 0; at + parts.least <= text.length; at += 1) {
      const [whole, less] = [text.slice(at, at + parts.least), text.slice(at, at + parts.least - 1)];
      // Between two characters that are not the secret's own.
      const [left, right] = [text[at - 1] === '.' ? '!' : '.', text[at + parts.least - 1] === '.' ? '!' : '.'];
      for (const width of ['latin1', 'utf16le'] as const) {
        expect(findPartsIn(Buffer.from(`${left}${whole}.`, width), 'here', [parts])).toHaveLength(1);
        expect(findPartsIn(Buffer.from(`${left}${less}${right}`, width), 'here', [parts])).toEqual([]);
      }
    }
  }
});

test('S-06 no command is left out of it', async () => {
  const offered = async (...words: readonly string[]) => {
    const { out } = await keyrack(['__complete', 'zsh', '--', ...words, ''], { KEYRACK_HOME: recorded.home });
    return out.trimEnd().split('\n').slice(1);
  };
  const run = (...words: readonly string[]) => recorded.called.some((args) => words.every((word, n) => args[n] === word));
  const top = (await offered()).filter((name) => name !== 'help');
  expect(top.length).toBeGreaterThan(15);
  expect(top.filter((name) => !run(name))).toEqual([]);
  for (const group of ['org', 'recovery']) {
    expect((await offered(group)).filter((name) => name !== 'help' && !run(group, name))).toEqual([]);
  }
});

test('S-06 the searches find what is planted: each of them could have failed', async () => {
  const { home, records, key, ran } = recorded;
  const control = secretNeedle('control', `planted-control-${process.pid}`);
  const messages = await findUnder(
    records,
    [secretNeedle('control', `message-planted-control-${process.pid}`)],
    (name) => !name.startsWith('messages-'),
  );
  const heaps = await findUnder(
    records,
    [secretNeedle('control', `heap-planted-control-${process.pid}`)],
    (name) => !name.startsWith('heap-'),
  );
  expect(messages.length).toBeGreaterThan(20);
  expect(heaps.length).toBeGreaterThan(20);
  // Streams: a token's own header is there to be found.
  expect(findIn(Buffer.from(ran.map(({ out }) => out).join('')), 'the streams', [secretNeedle('a token', 'eyJ')])).toHaveLength(1);
  // Files: a key written into the home is found, in each of its forms.
  await writeFile(
    join(home, 'planted'),
    `${key.applePem}${needlesOf(key.applePem)
      .map(({ bytes }) => bytes.toString('latin1'))
      .join('\n')}`,
    'latin1',
  );
  const planted = await findUnder(home, needlesOf(key.applePem));
  expect(planted).toHaveLength(needlesOf(key.applePem).length);
  expect(findIn(await readFile(join(home, 'planted')), 'planted', [control])).toEqual([]);
});
