import { appleHosts } from '../../shared/apple/hosts.js';
import type { AppState } from '../../shared/ipc/contract.js';
import { capital } from '../../shared/text.js';

/** One thing on disk: its name, what is in it, in which format, and what protects it. */
export interface Stored {
  readonly name: string;
  readonly holds: string;
  readonly format: string;
  readonly guard: string;
}

const own = 'Not sealed, because there is nothing to hide; readable by your account alone.';

export function storedThings(state: Pick<AppState, 'unlock' | 'keychain'>, hasRecovery: boolean): readonly Stored[] {
  const way = state.unlock === 'passphrase' ? 'your passphrase' : (state.keychain ?? 'the keychain');
  const opens = `Sealed. ${capital(way)} opens it${hasRecovery ? ', or the recovery key' : ''}.`;
  return [
    {
      name: 'vault.age',
      holds: 'Every key, and every organization, name, note and tag.',
      format: 'age, version 1 (X25519)',
      guard: opens,
    },
    {
      name: 'vault.age.1 to .5',
      holds: 'A second copy of the vault as it is, and the four revisions before.',
      format: 'age, version 1 (X25519)',
      guard: opens,
    },
    state.unlock === 'passphrase'
      ? { name: 'identity.age', holds: 'What opens the vault.', format: 'age, version 1 (scrypt)', guard: 'Sealed by your passphrase.' }
      : { name: `${capital(way)}: Keyrack`, holds: 'What opens the vault.', format: 'one item, an age identity', guard: 'By your login.' },
    {
      name: 'keyrack.json',
      holds: 'Which way the vault is opened.',
      format: 'JSON',
      guard: 'Not sealed. Nothing secret, and trusted for nothing.',
    },
    { name: 'state.json', holds: 'Settings, and when a key was last tested and used. Our own ids, no names.', format: 'JSON', guard: own },
    { name: 'activity.jsonl', holds: 'What was done when, from where. Our own ids, no names.', format: 'JSON, a line each', guard: own },
  ];
}

export const protects: readonly (readonly [title: string, words: string])[] = [
  [
    'A key never leaves the vault’s own thread',
    'Neither this window nor the program behind it ever has one. They get tokens, and the window not even these. One exception: a key you paste passes through the program once.',
  ],
  [
    'Nothing counts as stored before it was read back',
    'Each save is written twice, decrypted again, and the stored key signs, before “stored” is said.',
  ],
  ['This window reaches no network', 'It can load nothing from outside and send nothing there, whatever text is shown in it.'],
  [
    'A copied token is taken back',
    'It is marked as not to be remembered, and cleared after its time if it is still there, and when Keyrack locks or quits.',
  ],
];

type Row = readonly [title: string, words: string];

const lockedScreen: Row = [
  'A locked screen, on Linux',
  'Keyrack is not told of it: the vault stays open behind it until it locks by itself after a time, the computer sleeps, or you lock it.',
];

/** The last column of the threat model: what remains, said plainly. */
export const remains = (platform: AppState['platform']): readonly Row[] => [
  ...everywhere.slice(0, 4),
  ...(platform === 'linux' ? [lockedScreen] : []),
  ...everywhere.slice(4),
];
const everywhere: readonly Row[] = [
  ['A dying disk', 'All copies of the vault lie on the same one. Only a backup elsewhere helps.'],
  [
    'A lost computer, or a keychain that was reset',
    'Without the recovery key and without a backup the keys are gone. Apple has no copy; each would have to be made again.',
  ],
  [
    'Programs that run as you',
    'Where the keychain opens the vault, they can ask it as Keyrack does. A passphrase, with locking after a time, is the answer.',
  ],
  ['A weak login password', 'Whoever has the disk and guesses it has the keychain too.'],
  [
    'Programs that watch the clipboard',
    'While a copied token is on it, any of them can read it, and so can your other devices where the clipboard is shared. It ends after 20 minutes at most.',
  ],
  [
    'What you hand on',
    'A tool or command that was given a token has it until the token ends. What that tool keeps, other programs of yours can read.',
  ],
  [
    'A hole in this window',
    'Script that got in could make tokens and move keys to the Trash, from where they come back. It could read no key.',
  ],
  ['A library gone bad in the program behind it', 'It would have the program’s power. There are few of them, each at a fixed version.'],
  ['A company’s proxy', 'If this computer trusts its certificate, it sees tokens on their way to Apple. It never sees a key.'],
  [
    'An altered download of Keyrack',
    'Packages for Linux are not signed. Nothing is updated by itself: new versions are downloaded by hand.',
  ],
];

export const network: readonly (readonly [what: string, words: string])[] = [
  [
    'Test connection',
    `One request to ${host('app-store')}, or ${host('enterprise')} for the Enterprise Program, with a token of that key.`,
  ],
  ['Links to Apple’s pages', 'They open in your browser.'],
  ['Nothing else', 'No account, no cloud, no telemetry, no look for updates. Copying a token needs no network.'],
];

function host(program: keyof typeof appleHosts): string {
  return new URL(appleHosts[program].origin).host;
}

export const ordinaryAge = (hasRecovery: boolean): string =>
  `The vault is an ordinary age file. Should Keyrack be gone tomorrow, any age program opens it${hasRecovery ? '' : ', if there is a recovery key'}:`;
/** For a shell: not translated, and copied as it is. */
export const ageCommand = (vault: string): string => `age -d -i recovery-key.txt ${vault}`;
export const whatProtectsYourKeys = 'What protects your keys';
export const andWhatDoesNot = 'And what does not. All of it is on this computer; nobody else has a copy.';
export const whatIsStored = 'What is stored';
export const inFolder = 'In';
export const onlyYourAccount = ', which only your account can read.';
export const theRecoveryKey = 'The recovery key';
export const thereIsOne = 'There is one. It opens the vault on any computer; keep it away from this one. It is not stored here.';
export const thereIsNone = 'There is none. If what opens the vault is lost, so are the keys.';
export const putOff = 'One was made, and put off before it was checked. Settings checks it, if you kept it, or makes another.';
export const withoutKeyrack = 'How to open it without Keyrack';
export const whatComesOut =
  'What comes out is JSON. Under keys, each privateKey is the text of a .p8, in the form Apple let you download it in.';
export const whatProtectsIt = 'What protects it';
export const whatItDoesNotProtectFrom = 'What it does not protect from';
export const whatTouchesTheNetwork = 'What touches the network';
export const where = 'Where';
export const what = 'What';
export const format = 'Format';
export const copyTheCommand = 'Copy the command';
export const command = 'Command';
