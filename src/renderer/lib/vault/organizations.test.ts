import { expect, test } from 'vitest';
import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { bestFirst, hue, initials, keyHealth, needingAttention, organizationHealth, short, summary, tagsOf } from './organizations.js';

const tested = (outcome: string | null, code: string | null = null): KeyData =>
  ({ lastTest: outcome === null ? null : { outcome, code } }) as unknown as KeyData;
const agreement = tested('refused', 'E_APPLE_AGREEMENT');

test.each([
  ['Acme', 'AC'],
  ['Juniper Health', 'JH'],
  ['juniper-health labs', 'JH'],
  ['a_b', 'AB'],
  ['Ä', 'Ä'],
  ['… Ocean', 'OC'],
  ['🗝', '?'],
  ['', '?'],
])('the tile of “%s” says %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test('an organization keeps its hue, one of eight', () => {
  const ids = Array.from({ length: 200 }, (_, n) => `organization-${n}`);
  expect(ids.map(hue)).toEqual(ids.map(hue));
  expect([...new Set(ids.map(hue))].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test.each([
  ['never tested', tested(null), 'unknown', 'Not tested'],
  ['answered', tested('ok'), 'good', 'Answers'],
  ['recognised, with a role that may not ask', tested('limited', 'E_APPLE_ROLE'), 'attention', 'Recognised by Apple'],
  ['recognised, where an agreement waits', agreement, 'attention', 'Recognised by Apple'],
  ['refused', tested('refused', 'E_APPLE_UNAUTHORIZED'), 'refused', 'Refused'],
  ['not reached', tested('unreachable', 'E_NET_OFFLINE'), 'unknown', 'Not reached'],
])('a key that was %s is said to be so', (_what, key, tone, word) => {
  expect(keyHealth(key)).toEqual({ tone, word });
});

test('an organization has the mark of its worst key, and an agreement to sign before all', () => {
  const [good, refused, unknown] = [tested('ok'), tested('refused'), tested(null)];
  expect(organizationHealth([good, refused, agreement]).word).toBe('Agreement needs signing');
  expect(organizationHealth([good, refused, unknown])).toEqual({ tone: 'attention', word: 'Needs attention' });
  expect(organizationHealth([good, good])).toEqual({ tone: 'good', word: 'Answers' });
  expect(organizationHealth([good, unknown])).toEqual({ tone: 'unknown', word: 'Not tested' });
  expect(organizationHealth([])).toEqual({ tone: 'unknown', word: 'Not tested' });
});

test('what needs attention is whom a key was refused or held up for; what was not tested, or not reached, is not', () => {
  const of = { acme: tested('refused'), borealis: tested('limited'), cobalt: agreement, dune: tested(null), elbwerk: tested('ok') };
  const organizations = Object.keys(of).map((id) => ({ id, name: id }));
  const keys = Object.entries(of).map(([organizationId, key], n) => ({ ...key, id: `${n}`, organizationId, trashedAt: null }));
  expect([...needingAttention({ organizations, keys } as unknown as VaultData)]).toEqual(['acme', 'borealis', 'cobalt']);
});

test('its keys are counted by how they are, and what there is none of is not said', () => {
  expect(summary([tested('ok'), tested('refused'), tested(null)])).toBe('1 answers, 1 refused, 1 not tested');
  expect(summary([tested('ok'), tested('ok')])).toBe('2 answer');
  const [lost, limited] = [tested('unreachable', 'E_NET_OFFLINE'), tested('limited', 'E_APPLE_ROLE')];
  expect(summary([tested('ok'), limited, agreement, lost, tested(null)])).toBe('1 answers, 2 recognised, 1 not reached, 1 not tested');
  expect(summary([])).toBe('');
});

test('what is named like the search comes before what only holds such a key; nothing typed changes no order', () => {
  const all = ['Borealis', 'Acme', 'Zürich'].map((name) => ({ name }) as Organization);
  const names = (query: string) => bestFirst(all, query).map(({ name }) => name);
  expect(names('acm')).toEqual(['Acme', 'Borealis', 'Zürich']);
  expect(names('zurich')).toEqual(['Zürich', 'Borealis', 'Acme']);
  expect(names('ci')).toEqual(['Borealis', 'Acme', 'Zürich']);
  expect(names('  ')).toEqual(['Borealis', 'Acme', 'Zürich']);
});

test('a long id is shown by its ends', () => {
  expect(short('57246542-96fe-1a63-e053-0824d011072a')).toBe('57246542…11072a');
  expect([short('2X9R4HXF34'), short('123456789012345678')]).toEqual(['2X9R4HXF34', '123456789012345678']);
});

test('tags are typed apart by commas, each once, fifty of fifty characters at most', () => {
  expect(tagsOf(' iOS, retainer,,iOS , ')).toEqual(['iOS', 'retainer']);
  expect(tagsOf('🗝'.repeat(60))).toEqual(['🗝'.repeat(50)]);
  expect(tagsOf(Array.from({ length: 60 }, (_, n) => `t${n}`).join(','))).toHaveLength(50);
});
