import { catalogue } from '../../shared/errors/index.js';
import type { KeyrackApi } from '../../shared/ipc/contract.js';
import type { Tone } from '../components/State.js';
import { hintOf } from './errors.js';

export type Found = Extract<Awaited<ReturnType<KeyrackApi['doctor']['run']>>, { ok: true }>['value'][number];

const states: Readonly<Record<Found['status'], readonly [Tone, string]>> = {
  ok: ['good', 'OK'],
  warn: ['attention', 'Look at this'],
  fail: ['refused', 'Problem'],
};
export const stateOf = ({ status }: Found): readonly [Tone, string] => states[status];

/** The checks speak of commands; in the window the same is a button or a page. */
const phrases: readonly (readonly [string, string])[] = [
  ['Whether you still have yours, “keyrack recovery verify” tells.', 'Whether yours is the right one, “Check yours” tells.'],
  [
    'If you kept it, run “keyrack recovery verify”. Else run “keyrack recovery new”, and',
    'If you kept it, check it. Else make another, and',
  ],
  ['Run “keyrack recovery new”, and', 'Make one, and'],
  ['Run “keyrack recovery new” for one that you have.', 'Make one that you have: Settings, Vault.'],
  ['Run “keyrack recovery repair”', 'Repair it'],
  ['Run “keyrack backup FILE”', 'Make one under Backup in Settings'],
  ['or run “keyrack backup FILE”', 'or make one under Backup in Settings'],
  ['run “keyrack doctor --break-lock”', 'remove the lock'],
  ['then run “keyrack unlock-method keychain”', 'then choose the keychain under Vault in Settings'],
  ['To have them tried, unlock the window, or give KEYRACK_IDENTITY or KEYRACK_PASSPHRASE to this command.', 'Unlock, then look again.'],
  ['Any other command, “keyrack list” say, asks it.', '“Unlock” asks it.'],
  ['then run “keyrack test”', 'then test a connection'],
  ['The next “keyrack test” compares', 'The next connection test compares'],
  ['once “keyrack test” says it answers', 'once its connection test answers'],
  ['The next command that opens', 'The next start that opens'],
  ['this machine', 'this computer'],
  ['This machine', 'This computer'],
  ['Run “keyrack init”: it begins anew.', 'The window’s first step begins anew.'],
];
export const inWindow = (text: string): string => phrases.reduce((words, [from, to]) => words.replaceAll(from, to), text);

export const detailOf = ({ detail }: Found): string => inWindow(detail);
/** What a code's own hint says is the command line's, where the check has nothing of its own to say. */
export function fixOf({ code, fix }: Found): string | null {
  if (fix === null) return null;
  const isHint = code !== null && Object.hasOwn(catalogue, code) && catalogue[code as keyof typeof catalogue].next === fix;
  return inWindow(isHint ? hintOf({ code, hint: fix }) : fix);
}

const weight = { fail: 0, warn: 1, ok: 2 } as const;
export const worstFirst = (all: readonly Found[]): readonly Found[] => [...all].sort((a, b) => weight[a.status] - weight[b.status]);

/** "2 problems, 1 thing to look at, 8 in order" */
export function summaryOf(all: readonly Found[]): string {
  const count = (status: Found['status']) => all.filter((one) => one.status === status).length;
  const [failed, warned, good] = [count('fail'), count('warn'), count('ok')];
  const parts = [
    failed === 0 ? '' : failed === 1 ? '1 problem' : `${failed} problems`,
    warned === 0 ? '' : warned === 1 ? '1 thing to look at' : `${warned} things to look at`,
    failed + warned === 0 ? 'Everything is in order' : `${good} in order`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** To be pasted into a message: what was looked at and found. No key, passphrase or token is ever in a finding. */
export const reportOf = (all: readonly Found[], about: { readonly version: string; readonly platform: string }): string =>
  [
    `Keyrack ${about.version}, ${about.platform}, ${new Date().toISOString()}`,
    ...worstFirst(all).map((one) =>
      [`[${one.status}] ${one.name}: ${one.title}.`, detailOf(one), one.fix === null ? '' : `Fix: ${fixOf(one)}`, one.code ?? '']
        .filter(Boolean)
        .join(' '),
    ),
  ].join('\n');
export const whatWasLookedAt = 'What was looked at';
export const theLockWasRemoved = 'The lock was removed.';
export const removeTheLock = 'Remove the lock…';
export const looking = 'Looking…';
export const lookingChangesNothing = (all: string): string => `${all}. Looking changes nothing.`;
export const checkYours = 'Check yours…';
export const makeOne = 'Make one…';
export const repair = 'Repair';
