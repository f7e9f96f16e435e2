import { beforeEach, expect, test } from 'vitest';
import { KeyrackError } from '../../shared/errors/index.js';
import { aboutKey, leaving, say, sayError, undoShown, useToasts } from './toasts.js';
import { useView } from './view.js';

const [acme, borealis] = ['acme', 'borealis'];
const undo = { label: 'Undo', run: () => undefined };
const texts = () => useToasts.getState().shown.map(({ text }) => text);
beforeEach(() => {
  useToasts.getState().clear();
  useView.setState({ place: 'keys', organizationId: acme });
});

test('a next notice takes the place of the last, but never Undo away', () => {
  say('Reporting moved to Trash.', { about: aboutKey('1'), action: undo });
  say('Issuer ID copied.');
  say('Key ID copied.');
  expect(texts()).toEqual(['Reporting moved to Trash.', 'Key ID copied.']);
});

test('an error stands until it is closed, whatever is done after it; a summary in red that is told to go does go', () => {
  sayError(new KeyrackError('E_RATE'));
  say('Tested 2 keys: 2 failed.', { tone: 'refused', stays: false });
  say('Key ID copied.');
  say('Issuer ID copied.');
  expect(texts()).toEqual([new KeyrackError('E_RATE').message, 'Issuer ID copied.']);
});

test('a key that is back by another way than its notice leaves no Undo that is no more', () => {
  say('Reporting moved to Trash.', { about: aboutKey('1'), action: undo });
  say('CI moved to Trash.', { about: aboutKey('2'), action: undo });
  say('Reporting is back.', { about: aboutKey('1') });
  expect(texts()).toEqual(['CI moved to Trash.', 'Reporting is back.']);
});

test('what was said of one organization is not left standing over another, nor over the settings', () => {
  say('Tested 3 keys: 3 answer.', { action: undo });
  sayError(new KeyrackError('E_RATE'));
  useView.getState().choose(borealis);
  expect(texts()).toEqual([]);
  say('Key ID copied.');
  useView.getState().goTo('settings');
  expect(texts()).toEqual([]);
});

test('what is as true anywhere goes along: a client that was removed, a window that was started again', () => {
  say('Acme removed.', { place: null });
  useView.getState().choose(borealis);
  expect(texts()).toEqual(['Acme removed.']);
});

test('what was said before anything was in view is not gone as the first client comes into view', () => {
  useView.setState({ organizationId: null });
  say('Restored into a new vault: 3 keys.');
  useView.setState({ organizationId: acme });
  expect(texts()).toEqual(['Restored into a new vault: 3 keys.']);
});

test('no green tick over what was done in part', () => {
  say('2 of 3 moved to the Trash.', leaving(true));
  say('3 of 3 moved to the Trash.', leaving(false));
  expect(useToasts.getState().shown.map(({ tone }) => tone)).toEqual(['attention', 'good']);
});

test('Ctrl+Z takes back what the latest notice in view offers, once each, and says when none offers anything', () => {
  const undone: string[] = [];
  const undoOf = (what: string) => ({ label: 'Undo', run: () => undone.push(what) });
  say('Reporting moved to Trash.', { about: aboutKey('1'), action: undoOf('trash') });
  say('CI moved to Borealis.', { about: aboutKey('2'), action: undoOf('move') });
  say('Tested 3 keys: 3 answer.', { action: { label: 'Copy summary', run: () => undone.push('summary') } });
  expect([undoShown(), undoShown(), undoShown()]).toEqual([true, true, false]);
  expect(undone).toEqual(['move', 'trash']);
  expect(texts()).toEqual(['Tested 3 keys: 3 answer.']);
});
