import { describe, expect, test } from 'vitest';
import { marks, marksOfWords, score, searchable, wordsOf } from './fuzzy.js';

const of = (query: string, text: string): number => wordsOf(query).reduce((sum, word) => sum + score(word, searchable(text)), 0);
const best = (query: string, texts: readonly string[]): readonly string[] =>
  [...texts].filter((text) => of(query, text) > 0).sort((a, b) => of(query, b) - of(query, a));
const marked = (query: string, text: string, spans = marks): string =>
  spans(wordsOf(query), text).reduceRight((done, [from, to]) => `${done.slice(0, from)}[${done.slice(from, to)}]${done.slice(to)}`, text);

describe('what a query finds first', () => {
  test('a beginning, then initials, then the beginning of a word, then the middle of one, then scattered letters', () => {
    expect(best('ac', ['Alpine Cabs', 'Acme', 'Back up', 'Open Activity', 'Anchor', 'Borealis'])).toEqual([
      'Acme',
      'Alpine Cabs',
      'Open Activity',
      'Back up',
      'Anchor',
    ]);
  });

  test('initials of two words', () => {
    expect(best('jh', ['John Doe', 'Juniper Health', 'Josephine'])[0]).toBe('Juniper Health');
  });

  test('accents and capitals make no difference, in any script', () => {
    expect(of('zurich', 'Zürich Insurance')).toBe(100);
    expect(of('ZÜRICH', 'zurich')).toBe(100);
    expect(of('שלום', 'חברת שלום')).toBe(80);
  });

  test('nothing like it: nothing', () => {
    expect(of('xq', 'Acme / CI uploads')).toBe(0);
    expect(of('a', 'Borealis')).toBe(50);
  });
});

describe('what is marked', () => {
  test.each([
    ['ac', 'Acme', '[Ac]me'],
    ['jh', 'Juniper Health', '[J]uniper [H]ealth'],
    ['ac', 'Open Activity', 'Open [Ac]tivity'],
    ['ac', 'Back up', 'B[ac]k up'],
    ['acme ci', 'Acme / CI uploads', '[Acme] / [CI] uploads'],
    ['zuri', 'Müller Zürich', 'Müller [Züri]ch'],
    ['xq', 'Acme', 'Acme'],
  ])('%s in %s', (query, text, shown) => {
    expect(marked(query, text)).toBe(shown);
  });

  test.each([
    ['ca', 'Client Acme Cards', 'Client Acme [Ca]rds'],
    ['ci', 'CI for Cicada', '[CI] for [Ci]cada'],
    ['prod', 'Play rod', 'Play rod'],
    ['zuri mu', 'Müller Zürich', '[Mü]ller [Züri]ch'],
  ])('3 One flat search marks what was typed, each time it stands there, and no scattered letters: %s in %s', (query, text, shown) => {
    expect(marked(query, text, marksOfWords)).toBe(shown);
  });

  test('letters that fold to more than one character are marked whole', () => {
    expect(marked('ist', 'İstanbul')).toBe('[İst]anbul');
    expect(marked('a', '𝒳 a')).toBe('𝒳 [a]');
  });
});

test.each([
  ['jun', 'Juniper Health', 100, 'its beginning'],
  ['jh', 'Juniper Health', 90, 'its initials'],
  ['hea', 'Juniper Health', 80, 'the beginning of a word'],
  ['hl', 'Juniper Health Labs', 70, 'initials further on'],
  ['ealt', 'Juniper Health', 50, 'the middle of a word'],
  ['n', 'Juniper Health', 50, 'one letter in it'],
  ['z', 'Juniper Health', 0, 'a letter that is not there'],
  ['jz', 'Juniper Health', 0, 'letters of which one is not there'],
])('“%s” finds %s with %i points: %s comes before what is further from what people type', (word, name, points) => {
  expect(score(word, searchable(name))).toBe(points);
});
