import { expect, test } from 'vitest';
import { openSettings, type SettingsData } from './settings.js';

type Keyrack = Parameters<typeof openSettings>[0];

/** What stands in `state.json`, and what opens the vault; `vault`: null is none, an error is a home that cannot be read. */
function home(settings: object, unlock: 'keychain' | 'passphrase' | null = 'keychain', vault: object | null | Error = { unlock }) {
  let state = { settings } as { settings: Record<string, unknown> };
  const keyrack = {
    atHome: async () => {
      if (vault instanceof Error) throw vault;
      return { vault, unlocked: false };
    },
    state: {
      read: async () => state,
      update: (change: (before: typeof state) => typeof state) => {
        state = change(state);
      },
    },
    session: { remembered: unlock === null ? null : { unlock } },
  } as unknown as Keyrack;
  const heard: SettingsData[] = [];
  return {
    keyrack,
    heard,
    stored: () => state.settings,
    put: (settings: Record<string, unknown>) => (state = { settings }),
    hear: (now: SettingsData) => void heard.push(now),
  };
}
const usual = {
  theme: 'system',
  density: 'comfortable',
  clipboardSeconds: 60,
  autoLockMinutes: 0,
  lockWithScreen: false,
  guide: { step: 0, who: 'service', tasks: [] },
  recoveryPending: false,
};

test('a first start has the usual settings; S-07 a vault that opens by passphrase locks after ten minutes, one in a keychain does not', async () => {
  for (const [unlock, autoLockMinutes] of [
    ['keychain', 0],
    ['passphrase', 10],
    [null, 0],
  ] as const) {
    const { keyrack, hear } = home({}, unlock);
    expect((await openSettings(keyrack, hear)).now).toEqual({ ...usual, autoLockMinutes });
  }
});

test('what the file says holds, up to its bounds; what is out of them counts as not said, by itself', async () => {
  const said = {
    theme: 'dark',
    density: 'compact',
    clipboardSeconds: 600,
    autoLockMinutes: 1_440,
    lockWithScreen: true,
    recoveryPending: true,
  };
  const { keyrack, hear } = home(said);
  expect((await openSettings(keyrack, hear)).now).toMatchObject(said);
  for (const [name, value] of [
    ['theme', 'pink'],
    ['density', 'tiny'],
    ['clipboardSeconds', -1],
    ['clipboardSeconds', 601],
    ['clipboardSeconds', 1.5],
    ['autoLockMinutes', -1],
    ['autoLockMinutes', 1_441],
    ['lockWithScreen', 'yes'],
    ['guide', { step: 'two' }],
    ['recoveryPending', 1],
  ] as const) {
    const odd = home({ ...said, [name]: value });
    const { now } = await openSettings(odd.keyrack, odd.hear);
    expect(now, `${name}: ${JSON.stringify(value)}`).toEqual({ ...usual, ...said, [name]: usual[name] });
  }
});

test('zero is a choice: a passphrase’s vault that shall never lock by itself does not', async () => {
  const { keyrack, hear } = home({ autoLockMinutes: 0, clipboardSeconds: 0 }, 'passphrase');
  expect((await openSettings(keyrack, hear)).now).toMatchObject({ autoLockMinutes: 0, clipboardSeconds: 0 });
});

test('what is set is told and written beside what is there', async () => {
  const { keyrack, heard, hear, stored } = home({ theme: 'dark', later: 'kept' });
  const settings = await openSettings(keyrack, hear);
  settings.set('clipboardSeconds', 30);
  expect([settings.now.clipboardSeconds, heard.map(({ clipboardSeconds }) => clipboardSeconds)]).toEqual([30, [30]]);
  await expect.poll(stored).toEqual({ theme: 'dark', later: 'kept', clipboardSeconds: 30 });
});

test('S-09 before there is a vault nothing is written, nor where nobody can say whether there is one; it holds all the same', async () => {
  for (const vault of [null, new Error('unreadable')]) {
    const { keyrack, hear, stored } = home({}, null, vault);
    const settings = await openSettings(keyrack, hear);
    settings.set('theme', 'light');
    await new Promise((done) => setImmediate(done));
    expect([settings.now.theme, stored()]).toEqual(['light', {}]);
  }
});

test('S-04 a recovery key that the command line has checked meanwhile takes the badge off, once; nothing else does', async () => {
  const { keyrack, heard, hear, put } = home({ recoveryPending: true });
  const settings = await openSettings(keyrack, hear);
  expect(await settings.reread()).toBe(false);
  put({});
  expect(await settings.reread()).toBe(false);
  put({ recoveryPending: false });
  expect([await settings.reread(), settings.now.recoveryPending, heard.length]).toEqual([true, false, 1]);
  expect(await settings.reread()).toBe(false);
  put({ recoveryPending: true });
  expect(await settings.reread()).toBe(false);
});
