import { expect, test } from 'vitest';
import { KeyrackError } from '../shared/errors/index.js';
import { appState } from './app-state.js';
import type { SettingsData } from './settings.js';

const facts = { home: '/home/ada/.config/Keyrack', version: '1.2.3', platform: 'darwin' as NodeJS.Platform, packaged: true };
const settings = { theme: 'dark' } as SettingsData;
const damaged = new KeyrackError('E_VAULT_DAMAGED').body;
const silent = new KeyrackError('E_KEYCHAIN_TIMEOUT').body;
const shown = (
  at: { vault: { unlock: string } | null; unlocked: boolean } | Error,
  refused: typeof damaged | null = null,
  platform = facts.platform,
) => {
  const atHome = async () => {
    if (at instanceof Error) throw at;
    return at;
  };
  return appState({ atHome } as unknown as Parameters<typeof appState>[0], { ...facts, platform }, settings, () => refused);
};
const there = (unlocked: boolean) => ({ vault: { unlock: 'passphrase' }, unlocked });

test.each([
  ['no vault', { vault: null, unlocked: false }, damaged, { phase: 'none', unlock: null, error: null }],
  ['an open one', there(true), silent, { phase: 'open', unlock: 'passphrase', error: null }],
  ['a locked one', there(false), null, { phase: 'locked', unlock: 'passphrase', error: null }],
  ['one whose keychain did not answer', there(false), silent, { phase: 'locked', unlock: 'passphrase', error: silent }],
  ['one that does not open because it is damaged', there(false), damaged, { phase: 'damaged', unlock: 'passphrase', error: damaged }],
  ['a home that cannot be read', new KeyrackError('E_VAULT_DAMAGED'), null, { phase: 'damaged', unlock: null, error: damaged }],
] as const)('the first screen of %s', async (_what, at, refused, screen) => {
  expect(await shown(at, refused)).toEqual({
    ...screen,
    keychain: 'macOS Keychain',
    keychainProblem: null,
    home: facts.home,
    version: '1.2.3',
    platform: 'darwin',
    settings,
  });
});

test('every system that is neither Windows nor a Mac is shown as Linux is', async () => {
  for (const [platform, as] of [
    ['win32', 'win32'],
    ['linux', 'linux'],
    ['freebsd', 'linux'],
  ] as const)
    expect((await shown(there(false), null, platform)).platform).toBe(as);
});

test('S-02 an unpackaged window on macOS offers a passphrase and no keychain, and says why', async () => {
  const app = await appState(
    { atHome: async () => ({ vault: null, unlocked: false }) } as unknown as Parameters<typeof appState>[0],
    { ...facts, packaged: false },
    settings,
    () => null,
  );
  expect(app).toMatchObject({ keychain: null, keychainProblem: { code: 'E_KEYCHAIN_NOT_OURS' } });
});
