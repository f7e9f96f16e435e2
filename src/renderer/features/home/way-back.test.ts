import { expect, test } from 'vitest';
import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import { wayBack } from './way-back.js';

const ci = { id: 'ci', name: 'CI', organizationId: 'acme' } as KeyData;
const vault = (name: string, defaultKeyId: string | null) =>
  ({ organizations: [{ id: 'acme', defaultKeyId }], keys: [{ ...ci, name }] }) as unknown as VaultData;

test.each([
  ['only moves it, where that is all the move did', { was: null, movedAs: 'CI', now: vault('CI', null) }, {}],
  ['gives back the name that the move took', { was: null, movedAs: 'CI 2', now: vault('CI 2', null) }, { name: 'CI' }],
  [
    'gives it back where that was typed otherwise than it is stored',
    { was: null, movedAs: ' CI\u00a02 ', now: vault('CI 2', null) },
    { name: 'CI' },
  ],
  ['leaves a name that was given since', { was: null, movedAs: 'CI', now: vault('Nightly', null) }, {}],
  ['leaves a name that was given since the move gave another', { was: null, movedAs: 'CI 2', now: vault('Nightly', null) }, {}],
  ['makes it the default it was', { was: 'ci', movedAs: 'CI', now: vault('CI', null) }, { default: true }],
  ['takes the default from no key that was made it since', { was: 'ci', movedAs: 'CI', now: vault('CI', 'other') }, {}],
])('Undo of a move %s', (_, { was, movedAs, now }, besides) => {
  expect(wayBack(vault('CI', was), ci, movedAs, now)).toEqual({ organizationId: 'acme', ...besides });
});
