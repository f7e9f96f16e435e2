import { describe, expect, test } from 'vitest';
import { KeyrackError } from '../../shared/errors/index.js';
import type { Key } from '../../shared/model.js';
import type { Inspection, LockFacts } from '../../strongroom/client/contract.js';
import type { Machine, State } from '../ports/index.js';
import { emptyState } from '../state/state.js';
import { checkBackup } from './backup.js';
import { checkClock } from './clock.js';
import { checkDumps } from './dumps.js';
import { checkKeychain } from './keychain.js';
import { checkLeftovers } from './leftovers.js';
import { checkLock } from './lock.js';
import { checkNodeFlags } from './node-flags.js';
import { checkPermissions } from './permissions.js';
import { checkProxy } from './proxy.js';
import { checkRecovery } from './recovery.js';
import { checkStrays } from './strays.js';
import { checkSynced } from './synced.js';
import { checkVault } from './vault.js';

const good = (file: string, revision: number) => ({ file, is: 'good', revision, savedAt: '2026-03-01T00:00:00.000Z' }) as const;
const whole: Inspection = {
  vault: { vaultId: 'v', unlock: 'keychain', recovery: true, createdAt: '2026-01-01T00:00:00.000Z' },
  unlocked: true,
  present: ['keyrack.json', 'keyrack.json.1', 'vault.age', 'vault.age.1'],
  generations: [good('vault.age', 7), good('vault.age.1', 7), good('vault.age.2', 6)],
  health: { readOnly: null, warnings: [] },
  problem: null,
  recovery: true,
  warnings: [],
  leftovers: { temporary: [], damaged: [], setAside: [], unfinished: [] },
  exposed: [],
  lock: null,
  keychain: { is: 'opens' },
};
const locked: Inspection = { ...whole, unlocked: false, health: null, recovery: null, keychain: { is: 'not-asked' } };
const folders =
  (named: Readonly<Record<string, readonly string[] | 'refused'>>): Machine['list'] =>
  async (folder) =>
    named[folder] ?? 'missing';
const machine = (change: Partial<Machine> = {}): Machine => ({
  platform: 'linux',
  homedir: '/home/ada',
  env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/bus' },
  execArgv: [],
  list: folders({}),
  realPath: async (path) => path,
  coreDumps: async () => ({ allowed: false, handler: null }),
  ...change,
});
const lock = (change: Partial<LockFacts>): LockFacts => ({
  holder: 'alive',
  pid: 4711,
  host: 'desk',
  since: '2026-03-01T00:00:00.000Z',
  mark: 'm',
  ...change,
});
const now = Date.parse('2026-03-01T00:00:10.000Z');

describe('the vault', () => {
  test('whole: its revision and how many copies open', () => {
    expect(checkVault(whole, null)).toMatchObject({ status: 'ok', detail: expect.stringMatching(/Revision 7.*one older revision/) });
  });
  test('R-31 read-only: fails with the reader’s own words and code', () => {
    const { body } = new KeyrackError('E_VAULT_OLD', 'vault.age is at revision 3.');
    const readOnly = { error: body, current: false, file: 'vault.age.1', revision: 7, savedAt: '' };
    expect(checkVault({ ...whole, health: { readOnly, warnings: [] } }, null)).toMatchObject({
      status: 'fail',
      code: 'E_VAULT_OLD',
      detail: 'vault.age is at revision 3.',
    });
  });
  test('R-31 an old generation that no reader would have looked at is named', () => {
    const generations = [...whole.generations, { file: 'vault.age.3', is: 'bad', revision: null, savedAt: null } as const];
    expect(checkVault({ ...whole, generations }, null)).toMatchObject({ status: 'warn', detail: expect.stringContaining('vault.age.3') });
  });
  test('locked: says that it was not looked into; a missing file is seen all the same', () => {
    expect(checkVault(locked, null)).toMatchObject({ status: 'warn', title: expect.stringContaining('not looked into') });
    expect(checkVault({ ...locked, present: ['keyrack.json', 'vault.age'] }, null)).toMatchObject({
      status: 'warn',
      detail: 'Missing: vault.age.1.',
    });
    expect(checkVault({ ...locked, present: ['keyrack.json', 'vault.age.1'] }, null)).toMatchObject({
      status: 'fail',
      code: 'E_VAULT_DAMAGED',
    });
  });
  test('a wrong passphrase in the environment fails as itself; no vault as no vault', () => {
    expect(checkVault(locked, new KeyrackError('E_PASSPHRASE_WRONG').body)).toMatchObject({ status: 'fail', code: 'E_PASSPHRASE_WRONG' });
    expect(checkVault({ ...locked, vault: null }, null)).toMatchObject({ status: 'fail', code: 'E_VAULT_MISSING' });
  });
});

describe('beside the vault', () => {
  test('what a crash or a repair left is named, but not the temporary file of a writer at work', () => {
    const leftovers = { temporary: ['vault.age.x.tmp'], damaged: ['vault.age.damaged-1'], setAside: [], unfinished: [] };
    expect(checkLeftovers({ ...whole, leftovers })).toMatchObject({ status: 'warn', detail: expect.stringMatching(/x\.tmp.*damaged-1/) });
    expect(checkLeftovers({ ...whole, leftovers: { ...leftovers, damaged: [] }, lock: lock({}) }).status).toBe('ok');
  });
  test('R-31 what was set aside is never called needless: it may hold keys that the vault does not', () => {
    const leftovers = { ...whole.leftovers, setAside: ['vault.age.set-aside-1'] };
    expect(checkLeftovers({ ...whole, leftovers })).toMatchObject({
      status: 'warn',
      title: expect.stringContaining('never deleted'),
      detail: expect.stringContaining('set-aside-1'),
      fix: expect.stringContaining('may hold keys'),
    });
  });
  test('S-09 an init that was cut short is told with what it means for the recovery key, but not while it is at work', () => {
    const leftovers = { ...whole.leftovers, unfinished: ['keyrack.json.new'] };
    expect(checkLeftovers({ ...whole, leftovers })).toMatchObject({
      status: 'warn',
      detail: expect.stringContaining('keyrack.json.new'),
      fix: expect.stringContaining('recovery new'),
    });
    expect(checkLeftovers({ ...whole, leftovers, lock: lock({}) }).status).toBe('ok');
  });
  test('S-09 and where there is no vault it is begun anew: a recovery key of none is not to be made', () => {
    const leftovers = { ...whole.leftovers, unfinished: ['keyrack.json.new'] };
    const { detail, fix } = checkLeftovers({ ...whole, vault: null, generations: [], leftovers });
    expect([detail, fix]).toEqual([expect.stringContaining('no vault'), expect.stringMatching(/keyrack init/)]);
    expect(`${detail}${fix}`).not.toContain('recovery');
  });
  test('R-34 files that were open to others and are not any more are a warning, those that still are a failure', () => {
    const exposed = (...names: readonly string[]): Inspection => ({ ...whole, exposed: names });
    const { status, detail } = checkPermissions('linux', exposed('.', 'vault.age'), whole);
    expect([status, detail]).toEqual(['warn', expect.stringContaining('Keyrack’s folder, vault.age')]);
    expect(checkPermissions('linux', whole, whole).status).toBe('ok');
    expect(checkPermissions('linux', exposed('vault.age'), exposed('vault.age'))).toMatchObject({ status: 'fail', code: 'E_VAULT_READ' });
  });
  test('no recovery key is a warning; while locked it says where it knows that from', () => {
    expect(checkRecovery(whole, false).status).toBe('ok');
    expect(checkRecovery(whole, true), 'put off in the window').toMatchObject({
      status: 'warn',
      fix: expect.stringContaining('recovery verify'),
    });
    expect(checkRecovery({ ...whole, recovery: false }, false)).toMatchObject({
      status: 'warn',
      fix: expect.stringContaining('recovery new'),
    });
    expect(checkRecovery(locked, false)).toMatchObject({ status: 'ok', detail: expect.stringContaining('not looked into') });
  });
});

test.each<[string, string, string | null, LockFacts]>([
  ['a writer at work', 'ok', null, lock({})],
  ['a holder that has ended', 'ok', null, lock({ holder: 'gone' })],
  ['a writer that takes for ever', 'warn', null, lock({ since: '2026-02-28T23:00:00.000Z' })],
  ['another machine’s', 'fail', 'E_BUSY', lock({ holder: 'foreign', host: 'elsewhere' })],
  ['empty', 'fail', 'E_BUSY', lock({ holder: 'unclear', pid: null, host: null })],
])('R-40 the lock, %s: %s', (_what, status, code, facts) => {
  expect(checkLock(facts, now)).toMatchObject({ status, code });
});

describe('the keychain', () => {
  test('S-02 locked: it was not asked, and that is said', () => {
    expect(checkKeychain(locked, machine())).toMatchObject({ status: 'warn', title: 'Not asked' });
    expect(checkKeychain(locked, machine({ env: {} }))).toMatchObject({ status: 'fail', code: 'E_KEYCHAIN_UNAVAILABLE' });
    expect(checkKeychain(locked, machine({ env: {}, platform: 'darwin' })).status).toBe('warn');
  });
  test('S-02 an item that is gone, another vault’s, or no answer: it fails, each with its own words', () => {
    const details = (
      [{ is: 'silent' }, { is: 'another' }, { is: 'failed', error: new KeyrackError('E_KEYCHAIN_TIMEOUT').body }] as const
    ).map((keychain) => {
      const found = checkKeychain({ ...whole, keychain }, machine());
      expect(found).toMatchObject({ status: 'fail', code: expect.stringMatching(/^E_KEYCHAIN_/) });
      return found.detail;
    });
    expect(new Set(details).size).toBe(3);
  });
});

describe('R-91 the clock, as the last test measured it', () => {
  const at = (skewSeconds: number) => checkClock({ skewSeconds, measuredAt: '2026-02-28T00:00:00.000Z' }, null, now);
  test('never measured says when it will be; no network is asked', () => {
    expect(checkClock(undefined, null, now)).toMatchObject({ status: 'ok', detail: expect.stringContaining('next “keyrack test”') });
  });
  test('34 s fast is a warning, a day a failure', () => {
    expect(at(3).status).toBe('ok');
    expect(at(34)).toMatchObject({ status: 'warn', detail: expect.stringContaining('34 s fast') });
    expect(at(-90_000)).toMatchObject({ status: 'fail', code: 'E_CLOCK' });
  });
  test('it is called right only where what was measured is still so', () => {
    const noted = { skewSeconds: 3, measuredAt: '2026-02-28T00:00:00.000Z' };
    expect(checkClock(noted, null, now, true)).toMatchObject({ status: 'ok', title: 'Right' });
    expect(checkClock(noted, null, now, false)).toMatchObject({
      status: 'ok',
      title: 'Right when last compared',
      detail: expect.stringContaining('It may have been set since'),
    });
  });
  test('a vault saved in two days’ time tells of a slow clock without any test', () => {
    expect(checkClock(undefined, '2026-03-03T00:00:00.000Z', now)).toMatchObject({ status: 'fail', code: 'E_CLOCK' });
  });
});

describe('stray copies', () => {
  test('are named where people and altool leave them, hostile names escaped, twenty at most', async () => {
    const list = folders({
      '/home/ada/Downloads': ['AuthKey_AAAAAAAAA1.p8', 'notes.txt', 'evil\u202e8p.P8'],
      '/home/ada/private_keys': ['AuthKey_BBBBBBBBB1.p8'],
      '/work/private_keys': Array.from({ length: 30 }, (_, n) => `${n}.p8`),
      '/keys': ['AuthKey_CCCCCCCCC1.p8'],
    });
    const { status, detail } = await checkStrays(machine({ list, env: { API_PRIVATE_KEYS_DIR: '/keys' } }), '/work');
    expect(status).toBe('warn');
    expect(detail).toContain('~/Downloads/AuthKey_AAAAAAAAA1.p8');
    expect(detail).toContain('evil\\u{202e}8p.P8');
    expect(detail).toContain('deletes all of it');
    expect(detail).toContain('and 14 more');
    expect(detail).not.toContain('notes.txt');
  });
  test('none found says so, and where it was not let in', async () => {
    const list = folders({ '/home/ada/Downloads': 'refused', '/home/ada/Desktop': [] });
    expect(await checkStrays(machine({ list }), '/')).toMatchObject({ status: 'ok', detail: expect.stringContaining('~/Downloads') });
  });
});

describe('R-41 a home in a synced folder', () => {
  test.each([
    ['/home/ada/Dropbox/Keyrack', 'Dropbox'],
    ['/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/Keyrack', 'iCloud Drive'],
    ['/Users/ada/Library/CloudStorage/GoogleDrive-ada@example.com/My Drive/k', 'Google Drive'],
    ['C:\\Users\\ada\\OneDrive - Acme\\Keyrack', 'OneDrive'],
  ])('%s is %s’s', async (home, by) => {
    expect(await checkSynced(machine(), home)).toMatchObject({ status: 'warn', title: `Synced by ${by}` });
  });
  test('Syncthing and others are known by what they leave above it, and a link is followed', async () => {
    const list = folders({ '/data/shared': ['.stfolder', 'Keyrack'] });
    const realPath = async () => '/data/shared/Keyrack';
    expect(await checkSynced(machine({ list, realPath }), '/home/ada/.config/Keyrack')).toMatchObject({ title: 'Synced by Syncthing' });
  });
  test('Dropbox’s settings in the user’s own folder do not make all of it synced', async () => {
    const list = folders({ '/home/ada': ['.dropbox', '.config'] });
    expect((await checkSynced(machine({ list }), '/home/ada/.config/Keyrack')).status).toBe('ok');
  });
});

describe('what reaches into this process', () => {
  test('R-102 certificates turned off fail; options and debuggers warn, by name alone', () => {
    expect(checkNodeFlags(machine({ env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } }))).toMatchObject({ status: 'fail', code: 'E_TLS' });
    const { status, detail } = checkNodeFlags(
      machine({ env: { NODE_OPTIONS: '--require=/tmp/secret.js --no-warnings' }, execArgv: ['--inspect=0'] }),
    );
    expect(status).toBe('warn');
    expect(detail).toContain('--require --no-warnings');
    expect(detail).toContain('--inspect');
    expect(detail).not.toContain('secret.js');
    expect(checkNodeFlags(machine()).status).toBe('ok');
  });
  test('M-3 options that write memory to a file warn wherever they were given', () => {
    const flags = [
      '--heapsnapshot-signal=SIGUSR2',
      '--heapsnapshot_near_heap_limit=3',
      '--heap-prof',
      '--report-on-signal',
      '--report-on-fatalerror',
      '--report-uncaught-exception',
      '--abort-on-uncaught-exception',
    ];
    for (const flag of flags) {
      const name = flag.split('=')[0]?.replaceAll('_', '-') ?? '';
      const words = `${name}: what is in memory can be written to a file.`;
      expect(checkNodeFlags(machine({ execArgv: [flag] }))).toMatchObject({ status: 'warn', detail: words });
      const { status, detail } = checkNodeFlags(machine({ env: { NODE_OPTIONS: flag } }));
      expect([status, detail]).toEqual(['warn', `NODE_OPTIONS sets ${name}. ${words}`]);
    }
  });
  test.for([
    ['no limit', { allowed: true, handler: null }, 'warn', /core file/],
    ['a limit of 0', { allowed: false, handler: null }, 'ok', /no picture of memory/],
    [
      'a program that is not bound by the limit',
      { allowed: false, handler: 'apport' },
      'warn',
      /to apport, whatever this process’s own limit says/,
    ],
    ['a program, and no limit', { allowed: true, handler: 'systemd-coredump' }, 'warn', /to systemd-coredump\. /],
    ['a program that heeds the limit', { allowed: false, handler: 'systemd-coredump' }, 'ok', /no picture of memory/],
    ['nobody can tell', null, 'ok', /cannot be asked/],
  ] as const)('M-3 what a crash would leave of memory: %s', async ([, dumps, status, words]) => {
    const found = await checkDumps(machine({ coreDumps: async () => dumps }));
    expect(found).toMatchObject({ check: 'dumps', status, detail: expect.stringMatching(words) });
    expect(found.fix === null).toBe(status === 'ok');
  });
  test('R-113 a proxy is named by host, never with its password', () => {
    const { status, detail } = checkProxy(
      machine({ env: { HTTPS_PROXY: 'http://ada:hunter2@proxy.example:3128', NODE_EXTRA_CA_CERTS: '/ca.pem' } }),
    );
    expect([status, detail]).toEqual(['ok', expect.stringMatching(/HTTPS_PROXY \(proxy\.example:3128\).*NODE_EXTRA_CA_CERTS/)]);
    expect(detail).not.toContain('hunter2');
    expect(checkProxy(machine({ env: { HTTPS_PROXY: 'http://[' } })).status).toBe('warn');
  });
});

describe('R-80 backups, as far as this machine knows', () => {
  const now = Date.parse('2026-11-25T12:00:00.000Z');
  const key = (id: string, trashedAt: string | null = null): Key => ({
    id,
    organizationId: 'o',
    kind: 'team',
    keyId: '2X9R4HXF34',
    name: id,
    roles: [],
    fingerprint: 'SHA256:x',
    sourceName: '',
    addedAt: '2026-01-01T00:00:00.000Z',
    trashedAt,
  });
  const known = (lastBackupAt: string | null, ids: readonly string[] = []): State => ({
    ...emptyState,
    ...(lastBackupAt === null ? {} : { lastBackupAt, keys: Object.fromEntries(ids.map((id) => [id, { backedUpAt: lastBackupAt }])) }),
  });

  test('none yet, and keys that are in none, are warnings with their number; the Trash is not counted', () => {
    expect(checkBackup(true, [key('a'), key('b')], known(null), now)).toMatchObject({
      status: 'warn',
      title: 'Never backed up',
      detail: expect.stringContaining('All 2 keys are in no backup'),
      code: null,
    });
    expect(checkBackup(true, [key('a'), key('b'), key('c', 'then')], known('2026-11-20T12:00:00.000Z', ['a']), now)).toMatchObject({
      status: 'warn',
      detail: expect.stringMatching(/^1 of 2 keys is in no backup\. The last backup is 5 days old/),
    });
  });
  test('every key in one is well; after half a year one is asked to look for the file', () => {
    expect(checkBackup(true, [key('a')], known('2026-11-25T11:00:00.000Z', ['a']), now)).toMatchObject({ status: 'ok', fix: null });
    expect(checkBackup(true, [key('a')], known('2026-01-01T00:00:00.000Z', ['a']), now)).toMatchObject({
      status: 'warn',
      detail: expect.stringContaining('328 days old'),
    });
  });
  test('no vault and no key have nothing to back up; while locked it says what it did not look into', () => {
    expect(checkBackup(false, null, emptyState, now).status).toBe('ok');
    expect(checkBackup(true, [], emptyState, now).status).toBe('ok');
    expect(checkBackup(true, null, emptyState, now).status).toBe('warn');
    expect(checkBackup(true, null, known('2026-11-20T12:00:00.000Z'), now)).toMatchObject({
      status: 'ok',
      detail: expect.stringContaining('not looked into'),
    });
    expect(checkBackup(true, null, known('no date'), now).status).toBe('warn');
  });
});
