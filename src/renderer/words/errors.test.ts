import { expect, test } from 'vitest';
import { catalogue, type ErrorCode } from '../../shared/errors/index.js';
import { hintBeforeAVault, hintOf, hintWhileOpen } from './errors.js';

const keychains = (Object.keys(catalogue) as ErrorCode[]).filter((code) => code.startsWith('E_KEYCHAIN_'));
const said = (code: ErrorCode) => ({ code, hint: catalogue[code].next });

test.each(keychains)('%s before there is a vault: a passphrase is the way on, never a recovery key that does not exist yet', (code) => {
  expect(hintOf(said(code))).toContain('recovery key');
  expect(hintBeforeAVault(said(code))).toMatch(/choose a passphrase/i);
  expect(hintBeforeAVault(said(code))).not.toContain('recovery key');
});

test.each(keychains)('%s while another way opens the vault: that way stays', (code) => {
  expect(hintWhileOpen(said(code))).toContain('opens as before');
});
