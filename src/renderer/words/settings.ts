import type { AppState } from '../../shared/ipc/contract.js';
import { type RecoveryState, recoveryTitles } from '../../shared/words/recovery.js';
import { number } from './number.js';
export const inNoBackup = (count: number): string => `${count === 1 ? '1 key is' : `${number(count)} keys are`} in no backup.`;
export const byKeychain = (keychain: string | null): string => `By ${keychain ?? 'the keychain'}, when you log in.`;
export const backup = 'Backup';
export const noBackupYet = 'No backup yet';
export const lastBackup = 'Last backup';
export const whatABackupIs = 'One sealed file with every key, to keep away from this computer.';
export const everyKeyIsInIt = 'Every key is in it.';
export const backUp = 'Back up…';
export const restore = 'Restore';
export const whatARestoreDoes = 'Shows what a backup holds first. Nothing that is here is overwritten.';
export const asTheSystem = 'As the system';
export const light = 'Light';
export const dark = 'Dark';
export const never = 'Never';
export const afterSeconds = (seconds: number): string => `After ${seconds} s`;
export const afterMinutes = (n: number): string => `After ${n} min`;
export const afterHours = (n: number): string => `After ${n} h`;
export const no = 'No';
export const yes = 'Yes';
export const window = 'Window';
export const appearance = 'Appearance';
export const whatFollowsTheSystem = 'More contrast and less motion follow the system.';
export const density = 'List of keys';
export const cards = 'Cards';
export const compact = 'Compact';
export const whatCompactDoes = (keys: string): string => `Compact shows a key in one row. ${keys} changes it.`;
export const safety = 'Safety';
export const clearTheClipboard = 'Clear a copied token from the clipboard';
export const onlyIfStillThere = 'Only if it is still there. A clipboard manager may keep its own copy.';
export const lockByItself = 'Lock by itself';
export const withoutUse = 'After this time without use.';
type Platform = AppState['platform'];
/** Linux tells no program of a locked screen (docs/decisions/013-screen-lock-on-linux.md), of a sleep it does. */
export const lockWithTheScreen = (on: Platform): string => (on === 'linux' ? 'Lock when the computer sleeps' : 'Lock with the screen');
export const whenTheScreenLocks = (on: Platform): string =>
  on === 'linux'
    ? 'A locked screen alone is not noticed on Linux; locking after a time is.'
    : 'When the screen is locked and when the computer sleeps.';
export const about = 'About';
export const version = 'Version';
export const nothingPhonesHome =
  'No account, no cloud, no telemetry. The network is touched when you test a connection, and at no other time.';
export const after = (value: number, unit: string): string => `After ${value} ${unit}`;
export const storedIn = 'Stored in';
export const howItOpens = 'How it opens';
export const byYourPassphrase = 'By your passphrase.';
export const change = 'Change…';
export const changePassphrase = 'Change passphrase…';
const ofTheRecoveryKey: Readonly<Record<RecoveryState, string>> = {
  none: 'If this computer is lost, so are the keys.',
  unchecked: 'If you kept it, check it; else make another.',
  there: 'It is not stored here, and opens the vault when nothing else does.',
};
export const recoveryKeyIs = (state: RecoveryState): string => `${recoveryTitles[state]}. ${ofTheRecoveryKey[state]}`;
export const checkYours = 'Check yours…';
export const newOne = 'New one…';
export const makeOne = 'Make one…';
export const thisDevice = 'This device';
export const whatANewIdentityDoes = 'A new identity shuts out every other device that opens this vault.';
export const newIdentity = 'New identity…';
export const whatIsLookedAt = 'Files, permissions, keychain, lock, clock: each looked at, with the fix.';
export const look = 'Look…';
export const whatProtectsYourKeys = 'What protects your keys';
