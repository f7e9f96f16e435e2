import type { KeyTest, VaultData } from '../../shared/ipc/contract.js';
import { keyCount } from './organizations.js';
import { shelfOf } from './shelf.js';

const words = [
  ['ok', 'answer'],
  ['limited', 'recognised'],
  ['refused', 'refused'],
  ['unreachable', 'not reached'],
  ['unexpected', 'not understood'],
] as const;

/** "Tested 12 keys: 9 answer, 2 refused." · "Stopped after 3 of 12 keys: 3 answer." */
export function testedLine(tests: readonly KeyTest[], wanted: number): string {
  const counts = words
    .map(([outcome, word]) => [tests.filter((test) => test.outcome === outcome).length, word] as const)
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${n.toLocaleString('en')} ${word}`)
    .join(', ');
  const head =
    tests.length === wanted ? `Tested ${keyCount(wanted)}` : `Stopped after ${tests.length.toLocaleString('en')} of ${keyCount(wanted)}`;
  return counts === '' ? `${head}.` : `${head}: ${counts}.`;
}

/** For an e-mail or a ticket: the line, and then one for each key; no secret is in it. */
export function testedReport(tests: readonly KeyTest[], wanted: number, data: VaultData | null): string {
  const shelf = data && shelfOf(data);
  const lines = tests.map((test) => {
    const key = shelf?.keys.get(test.key);
    const name = key ? `${shelf?.organizations.get(key.organizationId)?.name ?? ''} / ${key.name} (${key.keyId})` : test.key;
    const said = test.diagnosis ? `${test.diagnosis.title} [${test.diagnosis.code}]` : `answered in ${Math.round(test.latencyMs ?? 0)} ms`;
    return `${name}: ${said}`;
  });
  return [testedLine(tests, wanted), ...lines].join('\n');
}
