import { expect, test } from 'vitest';
import type { KeyData, KeyTest, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { testedLine, testedReport, worstOf } from './test-summary.js';

const tested = (key: string, outcome: KeyTest['outcome'], diagnosis: KeyTest['diagnosis'] = null): KeyTest =>
  ({ key, outcome, diagnosis, latencyMs: 240.4 }) as KeyTest;
const refused = { code: 'E_APPLE_UNAUTHORIZED', title: 'Apple refused the key', cause: '', next: '' };

test('counts what came of it, and says when it was stopped', () => {
  expect(testedLine([tested('a', 'ok'), tested('b', 'ok'), tested('c', 'refused', refused)], 3)).toBe(
    'Tested 3 keys: 2 answer, 1 refused.',
  );
  expect(testedLine([tested('a', 'ok')], 12)).toBe('Stopped after 1 of 12 keys: 1 answer.');
  expect(testedLine([], 12)).toBe('Stopped after 0 of 12 keys.');
});

test('no green tick over keys that were not reached, refused, or never asked', () => {
  const [good, refusal, lost] = [tested('a', 'ok'), tested('b', 'refused', refused), tested('c', 'unreachable', refused)];
  expect(worstOf([good, good], 2)).toBe('good');
  expect(worstOf([good, lost], 2)).toBe('attention');
  expect(worstOf([good, tested('d', 'limited', refused)], 2)).toBe('attention');
  expect(worstOf([good], 2)).toBe('attention');
  expect(worstOf([good, refusal, lost], 3)).toBe('refused');
});

test('the report names each key and what Apple said, and those that were not asked', () => {
  const data = {
    organizations: [{ id: 'o', name: 'Acme' } as Organization],
    keys: [{ id: 'a', organizationId: 'o', name: 'CI', keyId: '2X9R4HXF34', trashedAt: null } as KeyData],
  } as VaultData;
  expect(testedReport([tested('a', 'refused', refused)], ['a', 'b'], data)).toBe(
    'Stopped after 1 of 2 keys: 1 refused.\nAcme / CI (2X9R4HXF34): Apple refused the key [E_APPLE_UNAUTHORIZED]\nb: cancelled, not tested',
  );
});
