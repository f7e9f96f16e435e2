import { beforeEach, expect, test } from 'vitest';
import { useView } from './view.js';

const view = () => useView.getState();
beforeEach(() => useView.setState(useView.getInitialState(), true));

test('the window begins with the list of keys, nothing searched for, nothing open', () => {
  expect(view()).toMatchObject({ place: 'keys', organizationId: null, query: '', keyId: null, panel: null, asking: null, narrow: 'list' });
});

test('going somewhere closes what lay over the place before, and a narrow window follows', () => {
  view().open({ show: 'details', key: 'k' });
  view().explain('E_APPLE_ROLE' as never);
  expect(view()).toMatchObject({ place: 'guide', panel: null, topic: 'E_APPLE_ROLE', narrow: 'pane' });
  view().goTo('settings');
  expect(view()).toMatchObject({ place: 'settings', topic: null, narrow: 'pane' });
});

test('an organization that is chosen fills a narrow window, one that is browsed leaves the user in the list', () => {
  view().goTo('trash');
  view().back();
  view().browse('o');
  expect(view()).toMatchObject({ place: 'keys', organizationId: 'o', narrow: 'list' });
  view().choose('p');
  expect(view()).toMatchObject({ place: 'keys', organizationId: 'p', keyId: null, narrow: 'pane' });
});

test('a key that is shown from elsewhere is in sight: its organization, no search that hides it, nothing over it', () => {
  view().search('borealis');
  view().open({ show: 'diagnosis', key: 'other' });
  view().reveal({ id: 'k', organizationId: 'o' });
  expect(view()).toMatchObject({ place: 'keys', organizationId: 'o', keyId: 'k', query: '', panel: null, narrow: 'pane' });
});

test('where the keyboard is stays in view as the window becomes narrow; losing it moves nothing', () => {
  view().focusKey('k');
  expect(view()).toMatchObject({ keyId: 'k', narrow: 'pane' });
  view().back();
  view().focusKey(null);
  expect(view()).toMatchObject({ keyId: null, narrow: 'list' });
  view().open(null);
  expect(view().narrow).toBe('list');
  view().open({ show: 'details', key: 'k' });
  expect(view().narrow).toBe('pane');
});

test('3 Search: what was typed shows what it finds, whatever was shown before; cleared, that is shown again', () => {
  view().choose('o');
  view().open({ show: 'diagnosis', key: 'k' });
  view().goTo('settings');
  view().search('b');
  view().search('bor');
  expect(view()).toMatchObject({ place: 'search', query: 'bor', keyId: null, panel: null });
  view().focusKey('other');
  view().open({ show: 'diagnosis', key: 'other' });
  view().search('bore');
  expect(view()).toMatchObject({ place: 'search', keyId: null, panel: null });
  view().search('');
  expect(view()).toMatchObject({ place: 'settings', organizationId: 'o', query: '', narrow: 'list' });
});

test('3 Search: spaces search for nothing, and an organization chosen from what is found keeps the search', () => {
  view().search('  ');
  expect(view()).toMatchObject({ place: 'keys', query: '  ' });
  view().search('ci');
  view().choose('p');
  expect(view()).toMatchObject({ place: 'keys', organizationId: 'p', query: 'ci' });
  view().search('');
  expect(view()).toMatchObject({ place: 'keys', organizationId: 'p', query: '', narrow: 'pane' });
});
