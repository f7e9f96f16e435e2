import { describe, expect, test } from 'vitest';
import { folders, machine, now } from '../../../tests/support/inspection.js';
import { checkClock } from './clock.js';
import { checkDumps } from './dumps.js';
import { checkNodeFlags } from './node-flags.js';
import { checkProxy } from './proxy.js';
import { checkStrays } from './strays.js';
import { checkSynced } from './synced.js';

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
