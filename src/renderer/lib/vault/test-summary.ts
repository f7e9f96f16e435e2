import type { KeyTest, VaultData } from '../../../shared/ipc/contract.js';
import { number } from '../../words/number.js';
import * as texts from '../../words/tests.js';
import { shelfOf } from './key-index.js';

const words = [
  ['ok', texts.answer],
  ['limited', texts.recognised],
  ['refused', texts.refused],
  ['unreachable', texts.notReached],
  ['unexpected', texts.notUnderstood],
] as const;

/** "Tested 12 keys: 9 answer, 2 refused." · "Stopped after 3 of 12 keys: 3 answer." */
export function testedLine(tests: readonly KeyTest[], wanted: number): string {
  const counts = words
    .map(([outcome, word]) => [tests.filter((test) => test.outcome === outcome).length, word] as const)
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${number(n)} ${word}`)
    .join(', ');
  const head = tests.length === wanted ? texts.tested(wanted) : texts.stoppedAfter(tests.length, wanted);
  return counts === '' ? `${head}.` : `${head}: ${counts}.`;
}

/** What is said over many is as bad as the worst of them; what was stopped is no success. */
export function worstOf(tests: readonly KeyTest[], wanted: number): 'good' | 'attention' | 'refused' {
  if (tests.some(({ outcome }) => outcome === 'refused')) return 'refused';
  return tests.length === wanted && tests.every(({ outcome }) => outcome === 'ok') ? 'good' : 'attention';
}

/** For an e-mail or a ticket: the line, and then one for each key, those that were stopped last; no secret is in it. */
export function testedReport(tests: readonly KeyTest[], wanted: readonly string[], data: VaultData | null): string {
  const shelf = data && shelfOf(data);
  const nameOf = (id: string): string => {
    const key = shelf?.keys.get(id);
    return key ? `${shelf?.organizations.get(key.organizationId)?.name ?? ''} / ${key.name} (${key.keyId})` : id;
  };
  const lines = tests.map(({ key, diagnosis, latencyMs }) => {
    const said = diagnosis ? `${diagnosis.title} [${diagnosis.code}]` : texts.answeredIn(Math.round(latencyMs ?? 0));
    return `${nameOf(key)}: ${said}`;
  });
  const done = new Set(tests.map(({ key }) => key));
  const stopped = wanted.filter((id) => !done.has(id)).map((id) => `${nameOf(id)}: ${texts.cancelled}`);
  return [testedLine(tests, wanted.length), ...lines, ...stopped].join('\n');
}
