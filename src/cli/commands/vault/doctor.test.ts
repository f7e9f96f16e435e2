import * as fs from 'node:fs/promises';
import { chmod, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { keychainIn, makeHome, temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import type { Finding } from '../../../core/doctor/finding.js';
import { holderOf } from '../../../strongroom/inside/disk/lock.js';
import type { Ports } from '../../../strongroom/inside/ports.js';
import { createStrongroom } from '../../../strongroom/inside/strongroom.js';
import { run } from '../../program.js';

interface Given {
  readonly home: string;
  readonly passphrase?: string;
  readonly identity?: string;
  readonly keychain?: Ports['keychain'];
  /** What a person at the terminal types; without it there is none. */
  readonly answer?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** `keyrack doctor --json …` in this process, over a real home. */
async function doctor({ home, passphrase, identity, keychain, answer, env = {} }: Given, ...flags: readonly string[]) {
  const written = { out: '', err: '' };
  const sink = (name: 'out' | 'err') => ({
    write(text: string, done?: () => void) {
      written[name] += text;
      done?.();
    },
  });
  const ports = testPorts(home, keychain ? { keychain } : {});
  const secrets = { ...ports.secrets, passphrase: () => passphrase ?? null, identity: async () => identity ?? null };
  const asked: string[] = [];
  const ask = async (question: string): Promise<string> => {
    asked.push(question);
    return answer ?? '';
  };
  const code = await run(['doctor', '--json', ...flags], {
    home,
    version: '1.2.3',
    strongroom: createStrongroom({ ...ports, secrets }),
    streams: { stdout: sink('out'), stderr: sink('err') },
    terminal: answer === undefined ? null : { ask },
    env: { HOME: join(home, '..'), ...env },
    cwd: '/',
    stopSignal: () => new AbortController().signal,
    stdoutGoesNowhere: () => false,
  });
  const found: readonly Finding[] = written.out === '' ? [] : JSON.parse(written.out);
  const of = (check: Finding['check']) => found.find((one) => one.check === check);
  return { code, found, of, asked, ...written };
}

const contents = async (home: string) =>
  Promise.all((await readdir(home)).sort().map(async (name) => [name, (await readFile(join(home, name))).toString('base64')]));

async function keychainHome() {
  const folder = await temporaryFolder(onTestFinished);
  const [home, file] = [join(folder, 'home'), join(folder, 'keychain.json')];
  const made = await createStrongroom(testPorts(home, { keychain: keychainIn(file) })).init({
    unlock: 'keychain',
    recovery: true,
    interactive: false,
  });
  return { home, file, identity: made.recoveryKey ?? '' };
}

test('a whole vault that the environment opens: nothing fails, exit 0, and nothing on disk has changed', async () => {
  const { home, passphrase } = await makeHome(onTestFinished);
  const before = await contents(home);
  const { code, found, err } = await doctor({ home, passphrase });
  expect([code, err, found.filter(({ status }) => status !== 'ok')]).toEqual([0, '', []]);
  expect(new Set(found.map(({ check }) => check)).size).toBe(13);
  expect(await contents(home)).toEqual(before);
});

test('S-02 a locked keychain vault: the keychain is not asked, and what was not looked into is said', async () => {
  const { home } = await keychainHome();
  const never = async (): Promise<never> => {
    throw new Error('the keychain was asked');
  };
  const { code, of } = await doctor({
    home,
    keychain: { name: 'none', get: never, set: never, delete: never },
    env: { XDG_RUNTIME_DIR: '/run' },
  });
  expect([code, of('keychain')?.status, of('vault')?.title]).toEqual([0, 'warn', 'Locked, so not looked into']);
});

test('S-02 opened by the recovery key, it tells whether the keychain still would: exit 4 once its item is gone', async () => {
  const { home, file, identity } = await keychainHome();
  expect((await doctor({ home, identity, keychain: keychainIn(file) })).of('keychain')).toMatchObject({
    status: 'ok',
    title: 'Opens the vault',
  });
  await writeFile(file, '{}');
  const { code, of } = await doctor({ home, identity, keychain: keychainIn(file) });
  expect([code, of('keychain')?.code]).toEqual([4, 'E_KEYCHAIN_LOCKED']);
});

test('R-31 a damaged vault fails with exit 9 and the fix, a wrong passphrase with exit 4', async () => {
  const { home, passphrase } = await makeHome(onTestFinished);
  expect(await doctor({ home, passphrase: 'not this one' })).toMatchObject({ code: 4 });
  await truncate(join(home, 'vault.age'), 40);
  const { code, of } = await doctor({ home, passphrase });
  expect([code, of('vault')]).toEqual([9, expect.objectContaining({ status: 'fail', fix: expect.stringContaining('recovery repair') })]);
});

test('R-31 a spare copy of identity.age that no reader looks at is looked at here, and repair mends it', async () => {
  const { home, passphrase, room } = await makeHome(onTestFinished);
  await truncate(join(home, 'identity.age.1'), 100);
  expect((await doctor({ home, passphrase })).of('vault')).toMatchObject({
    status: 'warn',
    detail: expect.stringContaining('identity.age'),
  });
  await room.repair({});
  expect((await doctor({ home, passphrase })).of('vault')?.status).toBe('ok');
});

test('R-34 a home that was open to others is tightened when it is opened, and doctor says which files were', async () => {
  const { home, passphrase } = await makeHome(onTestFinished);
  await chmod(join(home, 'vault.age.1'), 0o644);
  expect((await doctor({ home })).of('permissions')).toMatchObject({
    status: 'warn',
    fix: expect.stringContaining('tightens'),
    detail: expect.stringContaining('vault.age.1'),
  });
  expect((await doctor({ home, passphrase })).of('permissions')).toMatchObject({
    status: 'warn',
    detail: expect.stringContaining('vault.age.1'),
  });
  expect((await doctor({ home, passphrase })).of('permissions')?.status).toBe('ok');
});

test('no vault is exit 3, and doctor leaves nothing behind that would keep init from making one', async () => {
  const folder = await temporaryFolder(onTestFinished);
  await mkdir(join(folder, 'home'));
  await writeFile(join(folder, 'home', 'lock'), '');
  expect(await doctor({ home: join(folder, 'home') }, '--break-lock')).toMatchObject({ code: 3 });
  expect(await readdir(join(folder, 'home'))).toEqual([]);
});

describe('R-40 --break-lock', () => {
  const lockOf = (pid: number) => JSON.stringify({ pid, startTime: null, host: hostname(), namespace: null, nonce: 'n' });
  async function locked(text: string) {
    const { home, passphrase } = await makeHome(onTestFinished);
    await writeFile(join(home, 'lock'), text);
    const there = async () => (await readdir(home)).filter((name) => name.startsWith('lock'));
    return { home, passphrase, there };
  }
  const elsewhere = lockOf(4711).replace(hostname(), 'elsewhere.example');

  test.each([
    ['an empty one', ''],
    ['one of another machine', elsewhere],
  ])('removes %s where there is no terminal: the option is the word given', async (_what, text) => {
    const { there, ...given } = await locked(text);
    expect((await doctor(given)).code).toBe(7);
    const { code, of } = await doctor(given, '--break-lock');
    expect([code, of('lock')?.status, await there()]).toEqual([0, 'ok', []]);
  });

  test('of a process that runs is refused without a terminal: exit 7, and the lock stays', async () => {
    const { there, ...given } = await locked(await liveLock());
    const { code, err } = await doctor(given, '--break-lock');
    expect([code, JSON.parse(err).error]).toEqual([
      7,
      expect.objectContaining({ code: 'E_BUSY', message: expect.stringContaining(String(process.pid)) }),
    ]);
    expect(await there()).toEqual(['lock']);
  });

  test('on a terminal names the holder, and takes “yes” for an answer and nothing else', async () => {
    const { there, ...given } = await locked(await liveLock());
    const no = await doctor({ ...given, answer: 'y' }, '--break-lock');
    expect([no.code, no.asked[0], await there()]).toEqual([1, expect.stringContaining(`Process ${process.pid} is running`), ['lock']]);
    expect(await doctor({ ...given, answer: 'yes' }, '--break-lock')).toMatchObject({ code: 0 });
    expect(await there()).toEqual([]);
  });

  test('a holder that was robbed saves nothing', async () => {
    let rob = async (): Promise<void> => undefined;
    const robbed = await makeHome(onTestFinished, { step: (name) => (name === 'save:second-written' ? rob() : undefined) });
    rob = async () => void (await doctor({ ...robbed, answer: 'yes' }, '--break-lock'));
    const organization = {
      id: crypto.randomUUID(),
      name: 'Acme',
      program: 'app-store',
      issuerId: null,
      teamId: null,
      vendorNumber: null,
    } as const;
    const rest = { notes: '', tags: [], defaultKeyId: null, createdAt: '2026-01-01T00:00:00.000Z' };
    await expect(robbed.room.change({ do: 'add-organization', organization: { ...organization, ...rest } })).rejects.toMatchObject({
      code: 'E_BUSY',
    });
    expect((await robbed.room.read()).organizations).toEqual([]);
  });

  /** A lock as this very process would hold it. */
  const liveLock = async (): Promise<string> => JSON.stringify(await holderOf(fs));
});
