import { expect, test } from 'vitest';
import type { KeyData } from '../../../shared/ipc/contract.js';
import { keyHealth, organizationHealth, summary } from '../../lib/vault/organizations.js';
import { verdict } from './verdict.js';

const tested = (outcome: string, code: string | null = null): KeyData => ({ lastTest: { outcome, code } }) as unknown as KeyData;
const limits = ['E_APPLE_ROLE', 'E_APPLE_AGREEMENT', 'E_APPLE_RATE', 'E_APPLE_NOT_FOUND', 'E_APPLE_REQUEST'];

test.each(limits)('a key that was met with %s is amber on its card, in the list and where keys are counted', (code) => {
  const key = tested('limited', code);
  expect(verdict(key, undefined, null).tone).toBe('attention');
  expect([keyHealth(key).tone, organizationHealth([tested('ok'), key]).tone]).toEqual(['attention', 'attention']);
  expect(summary([tested('ok'), key])).toBe('1 answers, 1 recognised');
});
