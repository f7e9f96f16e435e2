import { describe, expect, test } from 'vitest';
import { KeyrackError } from '../../../shared/errors/index.js';
import { emptyDocument } from '../document/document.js';
import { chooseCopy, highestOf } from './choose-copy.js';
import type { Generation } from './generations.js';

const savedAt = '2026-03-01T12:00:00.000Z';
type Of = { revision?: number; sha256?: string; vaultId?: string; version?: number; isLink?: boolean };
const good = (
  file: string,
  { revision = 7, sha256 = `r${revision}`, vaultId = 'v', version = 1, isLink = false }: Of = {},
): Generation => ({
  file,
  is: 'good',
  sha256,
  isLink,
  document: { ...emptyDocument({ vaultId, devices: [], recovery: null, savedAt }), revision, version } as never,
});
const bad = (file: string, code = 'E_VAULT_DAMAGED'): Generation => ({ file, is: 'bad', sha256: 'x', code }) as Generation;
const missing = (file: string): Generation => ({ file, is: 'missing', sha256: '' });
const unread = (file: string): Generation => ({
  file,
  is: 'unread',
  sha256: '',
  error: new KeyrackError('E_VAULT_READ', `${file} could not be read.`),
});
const [current, copy, older] = ['vault.age', 'vault.age.1', 'vault.age.2'];

/** Which file is shown; whether it may be written, and else why; what is said. */
const shown = (all: readonly Generation[], noted = 0) => {
  const { file, revision, copyIsGood, health } = chooseCopy(all, noted);
  const { readOnly } = health;
  return {
    file,
    revision,
    copyIsGood,
    readOnly: readOnly && [readOnly.error.code, readOnly.current, readOnly.error.message],
    said: health.warnings.map(({ code, message }) => [code, message]),
  };
};
const from = (revision: number, file: string) => `revision ${revision}, saved ${savedAt}, from ${file}`;
const replaced = 'The spare copy of the vault is missing or out of date; it is replaced at the next change.';

test('a vault and its copy, of the revision that was saved last, may be written, and nothing is said', () => {
  expect(shown([good(current), good(copy), good(older, { revision: 6 })], 7)).toEqual({
    file: current,
    revision: 7,
    copyIsGood: true,
    readOnly: null,
    said: [],
  });
});

describe('a vault that is whole is written, whatever became of its copies, and what became of them is said', () => {
  test.each<[string, readonly Generation[], readonly [string, string][]]>([
    ['missing', [missing(copy)], [['W_VAULT_COPY_DAMAGED', replaced]]],
    ['out of date', [good(copy, { revision: 6 })], [['W_VAULT_COPY_DAMAGED', replaced]]],
    [
      'another vault’s',
      [good(copy, { revision: 6, vaultId: 'w' })],
      [['W_VAULT_COPY_DAMAGED', 'The spare copy, vault.age.1, is of another vault; it is set aside at the next change.']],
    ],
    ['unread', [unread(copy)], [['W_VAULT_UNREAD', 'Could not be read: vault.age.1. It may be whole; nothing is done to it.']]],
    ['damaged', [bad(copy), bad(older)], [['W_VAULT_COPY_DAMAGED', expect.stringContaining('A spare copy (vault.age.1, vault.age.2)')]]],
  ])('%s', (_what, others, said) => {
    expect(shown([good(current), ...others])).toEqual({ file: current, revision: 7, copyIsGood: false, readOnly: null, said });
  });
});

describe('R-41 what is shown may not be written where another may be the newer', () => {
  test('vault.age and its copy of the same revision, or a later one, are different histories: the copy is ours', () => {
    for (const revision of [7, 8]) {
      const { file, readOnly, said } = shown([good(current), good(copy, { revision, sha256: 'another' })]);
      expect(file).toBe(copy);
      expect(readOnly?.slice(0, 2)).toEqual(['E_VAULT_OLD', false]);
      expect(said).toEqual([]);
    }
    expect(shown([good(current), good(copy, { sha256: 'another' })]).readOnly?.[2]).toBe(
      `vault.age and its copy are different histories: vault.age is revision 7, saved ${savedAt}. Shown: ${from(7, copy)}.`,
    );
  });
  test('a copy that is newer is shown, and so is an older file that is newer', () => {
    expect(shown([good(current, { revision: 5 }), missing(copy), good(older)])).toMatchObject({
      file: older,
      readOnly: ['E_VAULT_OLD', false, `vault.age is at revision 5, older than what was saved last. Shown: ${from(7, older)}.`],
    });
  });
  test('a revision that had been saved and is not here any more', () => {
    expect(shown([good(current), good(copy)], 8).readOnly).toEqual([
      'E_VAULT_OLD',
      false,
      `The vault is at revision 7; revision 8 had been saved. Shown: ${from(7, current)}.`,
    ]);
    expect(shown([good(current), good(copy)], 7).readOnly).toBeNull();
  });
  test('a note that no vault ever reached is no note', () => {
    expect(shown([good(current), good(copy)], 1_000_008).readOnly).toBeNull();
    expect(highestOf([good(current), missing(copy)], 1_000_007)).toBe(1_000_007);
    expect(highestOf([good(current), missing(copy)], 1_000_008)).toBe(7);
    expect(highestOf([bad(current)], 3)).toBe(3);
    expect(highestOf([good(current, { revision: 9 }), good(copy)], 3)).toBe(9);
  });
});

describe('R-31 vault.age does not open', () => {
  test.each([
    ['damaged', bad(current)],
    ['missing', missing(current)],
  ])('%s: its copy of the same revision is shown, an older one only where there is no other', (state, first) => {
    const detail = `vault.age is ${state}; its copy of the same revision is shown (${from(7, copy)}).`;
    expect(shown([first, good(copy), good(older, { revision: 6 })], 7)).toEqual({
      file: copy,
      revision: 7,
      copyIsGood: false,
      readOnly: ['E_VAULT_DAMAGED', true, detail],
      said: [['W_VAULT_RECOVERED', `${detail} Run “keyrack recovery repair”.`]],
    });
    const old = `vault.age is ${state}; an older revision is shown, read-only (${from(6, older)}).`;
    expect(shown([first, missing(copy), good(older, { revision: 6 })])).toMatchObject({
      file: older,
      readOnly: ['E_VAULT_DAMAGED', false, old],
      said: [['W_VAULT_OLDER', `${old} Run “keyrack recovery repair”.`]],
    });
    expect(shown([first, good(copy)], 8).readOnly?.[1], 'a later one had been saved').toBe(false);
  });
  test('unread: it may be whole, and is called nothing else', () => {
    const of = (noted: number) => shown([unread(current), good(copy)], noted);
    expect(of(7)).toMatchObject({
      file: copy,
      readOnly: ['E_VAULT_READ', true, `vault.age could not be read. Shown, read-only: ${from(7, copy)}.`],
    });
    expect(of(8).readOnly?.[1]).toBe(false);
    expect(shown([unread(current), good(older)]).readOnly?.[1]).toBe(false);
  });
});

test('S-08 a newer Keyrack’s vault is read and never written, and one that cannot be read at all is no damage', () => {
  const newer = 'This vault was made by a newer Keyrack (format 9); this one only reads it.';
  expect(shown([good(current, { version: 9 }), good(copy, { version: 9 })])).toMatchObject({
    readOnly: ['E_VAULT_NEWER', true, newer],
    said: [['W_VAULT_NEWER', newer]],
  });
  const beyond = `This vault was made by a newer Keyrack, whose format this one cannot read; an older revision is shown (${from(6, older)}).`;
  expect(shown([bad(current, 'E_VAULT_NEWER'), good(older, { revision: 6 })])).toMatchObject({
    readOnly: ['E_VAULT_NEWER', false, beyond],
    said: [['W_VAULT_NEWER', beyond]],
  });
});

test('a link is never written through, and what else is wrong is said first', () => {
  const linked = shown([good(current, { isLink: true }), good(copy)]);
  expect([linked.readOnly?.[0], linked.readOnly?.[1], linked.said[0]?.[0]]).toEqual([expect.stringMatching(/^E_/), true, 'W_VAULT_LINK']);
  expect(linked.readOnly?.[2]).toContain('vault.age');
  expect(shown([good(current, { isLink: true }), good(copy)], 9).readOnly?.[0]).toBe('E_VAULT_OLD');
});

test.each<[string, readonly Generation[], string]>([
  ['nothing is there', [missing(current), missing(copy)], 'E_VAULT_MISSING'],
  ['all of it is damaged', [bad(current), bad(copy)], 'E_VAULT_DAMAGED'],
  ['one is whole and for another identity', [bad(current, 'E_IDENTITY_WRONG'), bad(copy)], 'E_IDENTITY_WRONG'],
  ['one is a newer Keyrack’s', [bad(current, 'E_VAULT_NEWER'), bad(copy, 'E_IDENTITY_WRONG')], 'E_VAULT_NEWER'],
  ['the vault’s file was not read', [unread(current), bad(copy, 'E_IDENTITY_WRONG')], 'E_VAULT_READ'],
  ['its copy was not read', [bad(current, 'E_IDENTITY_WRONG'), unread(copy)], 'E_VAULT_READ'],
  ['an older one was not read', [bad(current, 'E_IDENTITY_WRONG'), unread(older)], 'E_IDENTITY_WRONG'],
  ['an older one was not read, and the others are damaged', [bad(current), unread(older)], 'E_VAULT_READ'],
])('no copy opens: %s', (_what, all, code) => {
  expect(() => chooseCopy(all, 0)).toThrow(expect.objectContaining({ code }));
});
