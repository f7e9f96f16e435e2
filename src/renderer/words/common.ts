import { roles } from '../../shared/apple/roles.js';
import { passphraseRule } from '../../shared/passphrase.js';
import { number } from './number.js';

/** "1 key", "1,200 keys" */
export const keyCount = (n: number): string => `${number(n)} ${n === 1 ? 'key' : 'keys'}`;
export const storeKeys = (n: number): string => (n === 0 ? 'Store' : `Store ${keyCount(n)}`);
export const storingOf = (progress: { readonly done: number; readonly total: number } | null): string =>
  progress && progress.total > 1
    ? `Storing ${number(progress.done)} of ${number(progress.total)}. What is stored stays.`
    : 'Sealing, reading back, checking a signature.';
export const repaired = ({ movedAside, left }: { readonly movedAside: readonly string[]; readonly left: readonly string[] }): string => {
  const moved = movedAside.length === 0 ? [] : [`Repaired. Files were moved aside: ${movedAside.join(', ')}.`];
  const said = [...moved, ...left];
  return said.length === 0 ? 'The vault is in order.' : said.join(' ');
};
export const isBackIn = (name: string, organization: string): string => `${name} is back in ${organization}.`;
export const isBack = (name: string): string => `${name} is back.`;

/** As App Store Connect writes it; a role we do not know yet as it came. */
export const roleName = (role: string): string => (Object.hasOwn(roles, role) ? roles[role as keyof typeof roles].name : role);

export const cancel = 'Cancel';
export const undo = 'Undo';
export const why = 'Why?';
export const longerIsStronger = 'Longer is stronger; four words you make up are good.';
export const onceMore = 'Once more';
export const notWhatYouTyped = 'This is not what you typed above.';
export const noKeyInNotes = 'A private key is not kept in a note. Use Import from the clipboard: it is checked and sealed.';
export const backToTheList = 'Back to the list';
export const hidePassphrase = 'Hide passphrase';
export const showPassphrase = 'Show passphrase';
export const hide = 'Hide';
export const show = 'Show';
export const expired = 'Expired — copy a new one';
export const tokenValidFor = (minutes: number): string => `Token valid for ${minutes} min`;
export const left = 'left';
export const notices = 'Notices';
export const dismissThisNotice = 'Dismiss this notice';
export const activity = 'Activity';
export const done = 'Done';
export const stop = 'Stop';
export const inTheTrash = 'In the Trash';
export const keepBoth = 'Keep both';
export const restoreABackup = 'Restore a backup';
export const summary = 'Summary';
export const copySummary = 'Copy summary';
export const passphrase = 'Passphrase';
export const newPassphrase = 'New passphrase';
/** Why a passphrase is all there is. `name`: of the keychain that should be here; null: there is no sign of one. */
export const noKeychain = (name: string | null, problem: { readonly code: string; readonly message: string } | null): string => {
  if (problem?.code === 'E_KEYCHAIN_NOT_OURS')
    return 'The macOS keychain is for the installed Keyrack alone: its item would open to every script that this copy’s Electron runs.';
  if (name === null || problem === null) return 'No keychain was found here; GNOME Keyring or KWallet would be one.';
  return `${name} cannot be used. ${problem.message}`;
};
export const lookingForKeychain = 'Looking…';
export const chooseFiles = 'Choose files…';
export const copyReport = 'Copy report';
export const report = 'Report';
export const lookAgain = 'Look again';
export const health = 'Health';
export const name = 'Name';
export const importFromTheClipboard = 'Import from the clipboard';
export const newOrganization = 'New organization';
export const search = 'Search';
export const lock = 'Lock';
export const settings = 'Settings';
export const close = 'Close';
export const keyrack = 'Keyrack';
export const fromTheClipboard = 'From the clipboard';
export const notStored = 'Not stored';
export const stored = 'Stored';
export const ready = 'Ready';
export const keyId = 'Key ID';
export const kind = 'Kind';
export const teamKey = 'Team key';
export const individualKey = 'Individual key';
export const backToTheRest = 'Back to the rest';
export const storedAndVerified = 'Stored and verified';
export const results = 'Results';
export const alreadyStored = 'Already stored';
export const backFromTheTrash = 'Back from the Trash';
export const enterpriseProgram = 'Enterprise Program';
export const storing = 'Storing…';
export const organization = 'Organization';
export const issuerId = 'Issuer ID';
export const issuerIdShape = '8-4-4-4-12 hexadecimal digits';
export const whereTheIssuerIdIs = 'App Store Connect shows it above the team keys, under Integrations.';
export const files = 'Files';
export const newOrganizationNow = 'New organization…';
export const askingApple = 'Asking Apple…';
export const wasStored = 'stored and verified';
export const wasNotStored = 'not stored';
export const notSet = 'not set';
export const testAgain = 'Test again';
export const vault = 'Vault';
export const testEveryKey = 'Test every key';
export const testAll = 'Test all';
export const importWord = 'Import';
export const editOrganization = 'Edit organization…';
/** On the button itself. */
export const copiedWord = 'Copied';
export const copyToken = 'Copy token';
export const trash = 'Trash';
export const testConnection = 'Test connection';
export const details = 'Details';
export const notTested = 'Not tested';
export const recoveryKey = 'Recovery key';
export const spacesDoNotMatter = 'Spaces and lower case do not matter.';
export const guide = 'Guide';
export const organizations = 'Organizations';
export const restoreABackupNow = 'Restore a backup…';
export const notImported = 'Not imported';
export const needsItsKeyId = 'Needs its Key ID';
export const anotherIssuerId = 'Another Issuer ID';
export const needsAnOrganization = 'Needs an organization';
export const needsTheIssuerId = 'Needs the Issuer ID';
export const ctrl = (key: string): string => `Ctrl+${key}`;
export const tooWeak = `Too weak. ${passphraseRule}`;
export const fair = 'Fair. One more word would help.';
export const good = 'Good.';
export const strong = 'Strong.';
export const justNow = 'just now';
export const minutesAgo = (n: number): string => `${n} min ago`;
export const hoursAgo = (n: number): string => `${n} h ago`;
export const daysAgo = (n: number): string => `${n} days ago`;
export const withUtc = (local: string, utc: string): string => `${local} (${utc} UTC)`;
export const awaited = (file: string): string => `Waiting for ${file}, which is not on this computer yet.`;
/** M-13: what other programs made of the vault. `holds`: what is wrong with a copy that opens. */
export const foundToo = (found: readonly Found[], holds: string): string => {
  const of = (which: Found['is']) => found.filter(({ is }) => is === which).map(({ file }) => file);
  const said = (files: readonly string[], what: string) => (files.length === 0 ? '' : ` ${files.join(', ')}: ${what}.`);
  return [
    said(of('holds'), `${holds}; remove by hand`),
    said(of('closed'), 'does not open, so nobody can say what it holds'),
    said(of('unread'), 'could not be read'),
  ].join('');
};
interface Found {
  readonly file: string;
  readonly is: 'holds' | 'closed' | 'unread';
}
export const stillOpens = 'a copy of the vault that still opens as before';
export const setAsideStays = (files: readonly string[]): string =>
  files.length === 0 ? '' : ` What was set aside stays as it is, and opens as it did: ${files.join(', ')}.`;
