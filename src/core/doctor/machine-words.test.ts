import { describe, expect, test } from 'vitest';
import type { Key } from '../../shared/model.js';
import type { Machine, State } from '../ports/index.js';
import { emptyState } from '../state/state.js';
import { checkBackup } from './backup.js';
import { checkClock } from './clock.js';
import type { Finding } from './finding.js';
import { checkNodeFlags } from './node-flags.js';
import { checkStrays } from './strays.js';

/** What `keyrack doctor` prints of a finding: its name, how it stands, and every sentence. */
const printed = ({ check, status, title, detail, fix }: Finding) => [check, status, title, detail, fix];
const at = '2026-03-01T00:00:00.000Z';
const now = Date.parse('2026-03-01T00:00:10.000Z');

test('R-91 doctor says of the clock how far it is off, since when, and on whose time tokens are made', () => {
  const of = (skewSeconds: number, holds?: boolean) => printed(checkClock({ skewSeconds, measuredAt: at }, null, now, holds));
  const fix = 'Let the system set its clock (NTP), then run “keyrack test”.';
  const [, , , said] = of(0);
  expect(said).toMatch(/^It was right to the second when it was compared with Apple’s, 2026-03-01/);
  expect(of(0, true)[2]).toBe('Right');
  expect(of(0)).toEqual([
    'clock',
    'ok',
    'Right when last compared',
    expect.stringMatching(/It may have been set since, or that is a day ago\.$/),
    null,
  ]);
  expect(of(34, true)).toEqual(['clock', 'warn', 'Off', expect.stringMatching(/34 s fast .* Tokens are made on Apple’s time\.$/), fix]);
  expect(of(-34)[3]).toMatch(/34 s slow .* It may have been set since, or that is a day ago: tokens are made on this machine’s time\.$/);
  expect(of(90_000)).toEqual(['clock', 'fail', 'More than a day off', expect.stringMatching(/^It was /), fix]);
  expect(printed(checkClock(undefined, null, now))).toEqual([
    'clock',
    'ok',
    'Not measured yet',
    'The next “keyrack test” compares it with Apple’s.',
    null,
  ]);
  expect(printed(checkClock(undefined, '2026-03-03T00:00:00.000Z', now))).toEqual([
    'clock',
    'fail',
    'Slow by more than a day',
    expect.stringMatching(/^The vault was saved at 2026-03-03 .*, which this machine’s clock calls the future\.$/),
    fix,
  ]);
  expect(checkClock(undefined, '2026-03-01T12:00:00.000Z', now).title).toBe('Not measured yet');
});

test('doctor says of Node’s options which reach into this process', () => {
  const of = (env: object, execArgv: readonly string[] = []) => printed(checkNodeFlags({ env, execArgv } as unknown as Machine));
  expect(of({})).toEqual(['node', 'ok', 'None that matter', 'No option of Node’s opens this process to others.', null]);
  expect(of({}, ['--no-warnings'])[1]).toBe('ok');
  expect(of({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toEqual([
    'node',
    'fail',
    'Certificates are not checked',
    'NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificates off; Keyrack sends no token then.',
    'Unset it; for a CA of your own, set NODE_EXTRA_CA_CERTS.',
  ]);
  const words = (env: object, execArgv: readonly string[] = []) => of(env, execArgv)[3];
  expect(of({}, ['--inspect-brk'])).toEqual([
    'node',
    'warn',
    'Options that reach into this process',
    'This process was started with --inspect: a debugger can read it.',
    'Unset what you did not set yourself.',
  ]);
  expect(words({ NODE_OPTIONS: '/x' })).toBe('NODE_OPTIONS sets something.');
  expect(words({ NODE_OPTIONS: '--require /x --require /y' })).toBe('NODE_OPTIONS sets --require.');
  expect(words({ ELECTRON_RUN_AS_NODE: '1' })).toBe('ELECTRON_RUN_AS_NODE is set: Electron apps start as a plain Node.');
});

test('doctor says of keys in the clear how many, where, and where the system did not let it look', async () => {
  const of = async (named: Readonly<Record<string, readonly string[] | 'refused'>>) =>
    printed(
      await checkStrays(
        {
          platform: 'linux',
          homedir: '/home/ada',
          env: {},
          list: async (folder: string) => named[folder] ?? 'missing',
        } as unknown as Machine,
        '/work',
      ),
    );
  const fix =
    'Import and test each one; once “keyrack test” says it answers, move the file to the Trash. A stale one makes altool fail as if the key were revoked.';
  const none = 'No .p8 in Downloads, on the Desktop, or where Apple’s tools look.';
  expect(await of({})).toEqual(['strays', 'ok', 'None found', none, null]);
  expect((await of({ '/home/ada/Downloads': 'refused', '/home/ada/Desktop': 'refused' }))[3]).toBe(
    `${none} The system did not let Keyrack look into ~/Downloads and ~/Desktop.`,
  );
  expect(await of({ '/home/ada/Desktop': ['a.p8', 'a.p8.txt'], '/home/ada/Downloads': 'refused' })).toEqual([
    'strays',
    'warn',
    'A key in the clear',
    '~/Desktop/a.p8. The system did not let Keyrack look into ~/Downloads.',
    fix,
  ]);
  const many = (n: number) => of({ '/home/ada/Desktop': Array.from({ length: n }, (_, one) => `${one}.p8`) });
  expect((await many(20)).slice(2, 4)).toEqual(['20 keys in the clear', expect.stringMatching(/19\.p8\.$/)]);
  expect((await many(21)).slice(2, 4)).toEqual(['21 keys in the clear', expect.stringMatching(/19\.p8 and 1 more\.$/)]);
});

describe('R-80 doctor says of backups', () => {
  const today = Date.parse('2026-11-25T12:00:00.000Z');
  const key = (id: string) => ({ id, trashedAt: null }) as Key;
  const backedUp = (lastBackupAt: string | null, of: Readonly<Record<string, string>> = {}): State => ({
    ...emptyState,
    ...(lastBackupAt === null ? {} : { lastBackupAt }),
    keys: Object.fromEntries(Object.entries(of).map(([id, backedUpAt]) => [id, { backedUpAt }])),
  });
  const away = 'and keep the file, and its passphrase, away from this machine.';
  const run = `Run “keyrack backup FILE”, ${away}`;
  const of = (keys: readonly Key[] | null, state: State) => printed(checkBackup(true, keys, state, today));
  const ago = (days: number) => new Date(today - days * 24 * 3_600_000).toISOString();

  test('that there is nothing to back up yet', () => {
    expect(printed(checkBackup(false, null, emptyState, today))).toEqual([
      'backup',
      'ok',
      'Not yet',
      'There is nothing to back up until there is a vault.',
      null,
    ]);
    expect(of([], emptyState)).toEqual(['backup', 'ok', 'Not yet', 'There is no key to back up.', null]);
  });
  test('that there was none, and what that costs', () => {
    expect(of([key('a')], emptyState)).toEqual([
      'backup',
      'warn',
      'Never backed up',
      'This machine knows of no backup. The only key is in no backup.',
      run,
    ]);
    expect(of(null, emptyState)[3]).toBe('This machine knows of no backup.');
  });
  test('how old the newest is that anything here knows of, and how many keys are in none', () => {
    expect(of([key('a'), key('b')], backedUp(ago(5), { a: ago(1) }))).toEqual([
      'backup',
      'warn',
      'Not all in a backup',
      `1 of 2 keys is in no backup. The last backup is one day old, made ${ago(1)}.`,
      run,
    ]);
    expect(of([key('a'), key('b'), key('c')], backedUp(ago(2), { a: ago(2) }))[3]).toMatch(
      /^2 of 3 keys are in no backup\. The last backup is 2 days old/,
    );
    expect(of([key('a')], backedUp(null, { a: ago(0.5) }))).toEqual([
      'backup',
      'ok',
      'Made',
      `The last backup is less than a day old, made ${ago(0.5)}. Every key is in one.`,
      null,
    ]);
  });
  test('that after 180 days one should see whether the file is still there', () => {
    expect(of([key('a')], backedUp(ago(179), { a: ago(179) }))[1]).toBe('ok');
    expect(of([key('a')], backedUp(ago(180), { a: ago(180) }))).toEqual([
      'backup',
      'warn',
      'Made long ago',
      `The last backup is 180 days old, made ${ago(180)}.`,
      `See that the file is still where you put it, or run “keyrack backup FILE”, ${away}`,
    ]);
    expect(of(null, backedUp(ago(180)))[3]).toMatch(/ Whether every key is in it was not looked into\.$/);
  });
});
