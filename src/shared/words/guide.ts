import type { AppleLink } from '../apple/hosts.js';
import type { ErrorCode } from '../errors/index.js';
import type { KeyKind } from '../model.js';

/** The way to a key, as window and command line both tell it (facts: "Creating API Keys for App Store Connect API"). */
export interface GuideStep {
  readonly title: string;
  readonly words: string;
}

const download: GuideStep = {
  title: 'Download, once',
  words: 'The link disappears after the download, and Apple keeps no copy.',
};
const drop: GuideStep = {
  title: 'Drop the file here',
  words: 'Keyrack checks it, seals it, reads it back and asks Apple whether it works.',
};

/** Both ways have as many steps: who changes the kind in the middle keeps the place. */
export const guideSteps: Readonly<Record<KeyKind, readonly GuideStep[]>> = {
  team: [
    { title: 'Sign in as Account Holder or Admin', words: 'In the right organization: its name is at the top right.' },
    {
      title: 'Users and Access → Integrations',
      words: 'App Store Connect API, Team Keys. The first time, the Account Holder requests access there.',
    },
    { title: 'Press +, name it, choose its role', words: 'Name it after what will use it. Neither can be edited later.' },
    download,
    { title: 'Note Key ID and Issuer ID', words: 'The Key ID is in the file’s name too; the Issuer ID stands above the list of keys.' },
    drop,
  ],
  individual: [
    { title: 'Sign in as the person the key is for', words: 'In the right organization: its name is at the top right.' },
    {
      title: 'Your name → Edit Profile',
      words: 'Individual API Key is there. Where it is not, an Admin has to let you generate individual keys.',
    },
    { title: 'Generate the API key', words: 'It has your own role and your own apps. You can have one at a time.' },
    download,
    { title: 'Note the Key ID', words: 'It is in the file’s name too. An individual key has no Issuer ID.' },
    drop,
  ],
};

export const guideLink: Readonly<Record<KeyKind, AppleLink>> = { team: 'team-keys', individual: 'individual-keys' };

export type Topic = 'download-gone' | 'role' | 'refused' | 'individual' | 'organization' | 'agreement' | 'access' | 'committed';

/** What people meet on the way, and what helps. */
export const commonErrors: readonly { readonly topic: Topic; readonly title: string; readonly words: readonly string[] }[] = [
  {
    topic: 'download-gone',
    title: 'The download button is gone',
    words: [
      'Each key can be downloaded once, and Apple keeps no copy of it.',
      'If the file is lost, revoke the key and generate a new one. A revoked key cannot be brought back.',
    ],
  },
  {
    topic: 'role',
    title: '403: the request is forbidden',
    words: [
      'The key is good; its role is too small for this call. App Manager cannot manage users, Developer cannot change metadata.',
      'Roles cannot be edited: generate a new key with a larger one, then revoke this one.',
    ],
  },
  {
    topic: 'refused',
    title: '401: the token is invalid or has expired',
    words: [
      'A token lives 20 minutes at most. Copy a new one.',
      'If a new one is refused too: do Key ID and Issuer ID belong to this file, and is the key still listed as active? The clock of whatever makes the token must be right; Keyrack measures its own against Apple’s.',
    ],
  },
  {
    topic: 'individual',
    title: '401 with an individual key',
    words: [
      'Certificates, identifiers and profiles, and sales and finance reports, are closed to individual keys. Apple answers as if the key were bad.',
      'Use a team key for these.',
    ],
  },
  {
    topic: 'organization',
    title: 'The keys of another organization are shown',
    words: ['You are signed in to the wrong one. Its name is at the top right of App Store Connect: change it there.'],
  },
  {
    topic: 'agreement',
    title: '403: a required agreement is missing or has expired',
    words: [
      'Every key of the organization fails until its Account Holder accepts Apple’s latest agreement, and no new key helps.',
      'The agreement waits in App Store Connect under Business, or at developer.apple.com/account. After signing, it can take some minutes.',
    ],
  },
  {
    topic: 'access',
    title: 'There is no way to generate a key',
    words: [
      'The Account Holder has to request access to the API once for the whole organization.',
      'After that, Account Holder and Admin can generate team keys. An individual key needs its own permission.',
    ],
  },
  {
    topic: 'committed',
    title: 'A key got into a repository',
    words: [
      'Revoke it and generate a new one: removing the file leaves it in the history.',
      'Then add *.p8 to .gitignore. Once a key is stored here, no project needs its file.',
    ],
  },
];

const byCode: { readonly [C in ErrorCode]?: Topic } = {
  E_APPLE_ROLE: 'role',
  E_APPLE_UNAUTHORIZED: 'refused',
  E_APPLE_AGREEMENT: 'agreement',
};

/** The common error that a diagnosis met; null where the guide has nothing to add. */
export function topicOf(code: string, kind: KeyKind): Topic | null {
  if (code === 'E_APPLE_UNAUTHORIZED' && kind === 'individual') return 'individual';
  return byCode[code as ErrorCode] ?? null;
}
