import type { Strongroom } from '../../src/strongroom/client/contract.js';

/** The ways to change what opens a vault, for the kill tests: the process that is killed and the test that counts its steps both run them. */
export const rekeyings = {
  'another passphrase': { from: 'passphrase', rotates: false },
  'keychain to passphrase': { from: 'keychain', rotates: false },
  'passphrase to keychain': { from: 'passphrase', rotates: false },
  'rotation under a passphrase': { from: 'passphrase', rotates: true },
  'rotation in a keychain': { from: 'keychain', rotates: true },
  'rotation from keychain to passphrase': { from: 'keychain', rotates: true },
  'a new recovery key under a passphrase': { from: 'passphrase', rotates: true },
  'a new recovery key in a keychain': { from: 'keychain', rotates: true },
} as const satisfies Record<string, { readonly from: 'keychain' | 'passphrase'; readonly rotates: boolean }>;
export type RekeyingName = keyof typeof rekeyings;
export const rekeyingNames = Object.keys(rekeyings) as RekeyingName[];

export const newPassphrase = 'another one altogether';

/** What a crash left, as its user is told and says yes to. */
const leftoversIn = async (room: Strongroom) => ({ mayDelete: (await room.leftovers()).unopened });

/** `show` gets a new recovery key before it is in use, as its user does. */
export async function rekeyIn(room: Strongroom, name: RekeyingName, passphrase: string, show: (key: string) => void): Promise<void> {
  if (name.startsWith('a new recovery key')) {
    show((await room.offerRecovery({ for: 'itself', passphrase, interactive: false })).recoveryKey);
    await room.adoptRecovery(await leftoversIn(room));
    return;
  }
  const toKeychain = name === 'passphrase to keychain' || name === 'rotation in a keychain';
  await room.changeUnlock({
    unlock: toKeychain ? 'keychain' : 'passphrase',
    rotate: rekeyings[name].rotates,
    recovery: false,
    ...(await leftoversIn(room)),
    interactive: false,
    ...(toKeychain ? {} : { passphrase: newPassphrase }),
  });
}
