import { type ErrorCode, KeyrackError, type Warning, warn, warnings as words } from '../../../shared/errors/index.js';
import type { Health } from '../../client/contract.js';
import { linked } from '../disk/links.js';
import { isNewer } from '../document/document.js';
import { type Generation, type Good, type Loaded, vaultFile } from './generations.js';

/** Further above what can be read than this no vault of ours was ever saved: state.json is damaged, not the vault old. */
const farthest = 1_000_000;

/** The highest revision known of, by the files or as it was noted. */
export function highestOf(all: readonly Generation[], notedRevision: number): number {
  const readable = Math.max(0, ...all.map((one) => (one.is === 'good' ? one.document.revision : 0)));
  return notedRevision - readable > farthest ? readable : Math.max(readable, notedRevision);
}

/**
 * R-31 and R-41: which copy is shown, what is said about it, and whether it may be written. Pure. Of one revision we only ever
 * write the same bytes to `vault.age` and `.1`: where they differ, another home's file was put over ours, which `.1` still is.
 */
export function chooseCopy(all: readonly Generation[], noted: number): Loaded {
  const judged = chooseAmong(all, noted);
  const links = all.filter(({ isLink }) => isLink).map(({ file }) => file);
  if (links.length === 0 || judged.health.readOnly !== null) return judged;
  const { file, revision } = judged;
  const error = linked(links);
  const readOnly = { error: error.body, current: true, file, revision, savedAt: judged.document.savedAt };
  return { ...judged, health: { readOnly, warnings: [warn('W_VAULT_LINK', `${error.message} ${error.hint}`), ...judged.health.warnings] } };
}

function chooseAmong(all: readonly Generation[], noted: number): Loaded {
  const good = all.filter((one): one is Good => one.is === 'good');
  const current = all.find(({ file }) => file === vaultFile);
  const copy = all.find(({ file }) => file === `${vaultFile}.1`);
  const highest = good.reduce<Good | null>((best, one) => (best && best.document.revision >= one.document.revision ? best : one), null);
  const other = current?.is === 'good' && highest === current ? otherHistory(current, copy) : null;
  const newest = other ?? highest;
  if (!newest) throw nothingOpens(all);
  const notedRevision = highestOf(all, noted);
  const bad = all.filter(({ is, file }) => is === 'bad' && file !== vaultFile);
  const unread = all.filter(({ is }) => is === 'unread').map(({ file }) => file);
  const spare: Warning[] = [];
  const copyIsOthers = current?.is === 'good' && copy?.is === 'good' && copy.document.vaultId !== current.document.vaultId;
  const copyIsGood = current?.is === 'good' && copy?.is === 'good' && copy.sha256 === current.sha256;
  if (unread.length > 0)
    spare.push(warn('W_VAULT_UNREAD', `Could not be read: ${unread.join(', ')}. It may be whole; nothing is done to it.`));
  if (bad.length > 0) spare.push(warn('W_VAULT_COPY_DAMAGED', damagedCopies(bad)));
  else if (current?.is === 'good' && !copyIsGood && copy?.is !== 'unread' && newest === current) {
    const message = copyIsOthers
      ? 'The spare copy, vault.age.1, is of another vault; it is set aside at the next change.'
      : 'The spare copy of the vault is missing or out of date; it is replaced at the next change.';
    spare.push(warn('W_VAULT_COPY_DAMAGED', message));
  }
  const loaded = (readOnly: Health['readOnly'], said: readonly Warning[]): Loaded => ({
    document: newest.document,
    file: newest.file,
    revision: newest.document.revision,
    sha256: current?.sha256 ?? '',
    health: { readOnly, warnings: [...said, ...spare] },
    copyIsGood,
  });
  const locked = (code: ErrorCode, isCurrent: boolean, detail: string, next?: string): Health['readOnly'] => ({
    error: new KeyrackError(code, detail, next === undefined ? {} : { next }).body,
    current: isCurrent,
    file: newest.file,
    revision: newest.document.revision,
    savedAt: newest.document.savedAt,
  });
  const from = `revision ${newest.document.revision}, saved ${newest.document.savedAt}, from ${newest.file}`;

  if (isNewer(newest.document)) {
    const detail = `This vault was made by a newer Keyrack (format ${newest.document.version}); this one only reads it.`;
    return loaded(locked('E_VAULT_NEWER', true, detail), [warn('W_VAULT_NEWER', detail)]);
  }
  // A version we cannot read at all is no damage: repair must not put an older revision of ours over it (S-08).
  if (all.some((one) => one.is === 'bad' && one.code === 'E_VAULT_NEWER')) {
    const detail = `This vault was made by a newer Keyrack, whose format this one cannot read; an older revision is shown (${from}).`;
    return loaded(locked('E_VAULT_NEWER', false, detail), [warn('W_VAULT_NEWER', detail)]);
  }
  if (current?.is === 'good' && other) {
    const { revision, savedAt } = current.document;
    const detail = `vault.age and its copy are different histories: vault.age is revision ${revision}, saved ${savedAt}. Shown: ${from}.`;
    return loaded(locked('E_VAULT_OLD', false, detail), []);
  }
  if (current?.is === 'good' && newest.document.revision === current.document.revision) {
    if (newest.document.revision >= notedRevision) return loaded(null, []);
    const detail = `The vault is at revision ${newest.document.revision}; revision ${notedRevision} had been saved. Shown: ${from}.`;
    return loaded(locked('E_VAULT_OLD', false, detail), []);
  }
  if (current?.is === 'good') {
    const detail = `vault.age is at revision ${current.document.revision}, older than what was saved last. Shown: ${from}.`;
    return loaded(locked('E_VAULT_OLD', false, detail), []);
  }
  if (current?.is === 'unread') {
    const isCopy = newest.file === `${vaultFile}.1` && newest.document.revision >= notedRevision;
    return loaded(locked('E_VAULT_READ', isCopy, `${current.error.message} Shown, read-only: ${from}.`, current.error.hint), []);
  }
  const state = current?.is === 'missing' ? 'missing' : 'damaged';
  const isCurrent = newest.file === `${vaultFile}.1` && newest.document.revision >= notedRevision;
  if (isCurrent) {
    const detail = `vault.age is ${state}; its copy of the same revision is shown (${from}).`;
    return loaded(locked('E_VAULT_DAMAGED', true, detail), [warn('W_VAULT_RECOVERED', `${detail} Run “keyrack recovery repair”.`)]);
  }
  const detail = `vault.age is ${state}; an older revision is shown, read-only (${from}).`;
  return loaded(locked('E_VAULT_DAMAGED', false, detail), [warn('W_VAULT_OLDER', `${detail} Run “keyrack recovery repair”.`)]);
}

const otherHistory = (current: Good, copy: Generation | undefined): Good | null =>
  copy?.is === 'good' && copy.sha256 !== current.sha256 && copy.document.revision >= current.document.revision ? copy : null;

const damagedCopies = (bad: readonly Generation[]): string =>
  `${words.W_VAULT_COPY_DAMAGED.replace('A spare copy', `A spare copy (${bad.map(({ file }) => file).join(', ')})`)}`;

/** Nothing opened: is this the wrong identity, or is it the files? An intact file that is not for us says the former. */
function nothingOpens(all: readonly Generation[]): KeyrackError {
  const codes = all.flatMap((one) => (one.is === 'bad' ? [one.code] : []));
  const unread = all.find((one) => one.is === 'unread');
  const isNeeded = unread?.file === vaultFile || unread?.file === `${vaultFile}.1`;
  if (codes.includes('E_VAULT_NEWER')) return new KeyrackError('E_VAULT_NEWER');
  if (codes.includes('E_IDENTITY_WRONG') && !isNeeded) return new KeyrackError('E_IDENTITY_WRONG');
  // What was not read may be what opens.
  if (unread) return unread.error;
  return new KeyrackError(codes.length === 0 ? 'E_VAULT_MISSING' : 'E_VAULT_DAMAGED');
}
