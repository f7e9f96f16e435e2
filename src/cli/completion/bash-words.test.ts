import { describe, expect, test } from 'vitest';
import { bashInsertion, bashWords } from './bash-words.js';

describe('bashWords', () => {
  test.each([
    ['keyrack token Ac', ['token'], 'Ac', ''],
    ['keyrack token ', ['token'], '', ''],
    ['KEYRACK_HOME=/x keyrack list --org A\\ B\\&', ['list', '--org'], 'A B&', ''],
    ['keyrack token "Acme \\"X\\" $', ['token'], 'Acme "X" $', '"'],
    ["keyrack token 'It\\", ['token'], 'It\\', "'"],
    ['keyrack token "A b"/c', ['token'], 'A b/c', ''],
  ] as const)('%s', (line, words, current, quote) => {
    expect(bashWords(line)).toMatchObject({ words, current, quote });
  });
});

describe('bashInsertion goes on with what was typed', () => {
  const inserted = (line: string, value: string, replaced = bashWords(line).raw) => bashInsertion(value, bashWords(line), replaced);
  test('outside quotes every special character is escaped', () => {
    expect(inserted('keyrack token A', 'A & B (old) $x `y` "z" !;#*?[]{}')).toBe(
      'A\\ \\&\\ B\\ \\(old\\)\\ \\$x\\ \\`y\\`\\ \\"z\\"\\ \\!\\;\\#\\*\\?\\[\\]\\{\\}',
    );
    expect(inserted('keyrack token ', '~me')).toBe('\\~me');
  });
  test('readline replaces from the last colon on: only that much is answered', () => {
    expect(inserted('keyrack token Ace:F', 'Ace:Foo & Co', 'F')).toBe('Foo\\ \\&\\ Co');
    expect(inserted('keyrack token Ace\\:F', 'Ace:Foo', 'Ace\\:F')).toBe('Ace\\:Foo');
    expect(inserted('keyrack list --org=A', '--org=Acme', 'A')).toBe('Acme');
  });
  test('M-20 inside double quotes an “!” stands between single ones', () => {
    expect(inserted('keyrack token "Ya', 'Yahoo! Inc')).toBe(`Yahoo"'!'" Inc`);
    expect(inserted(`keyrack token "Yahoo"'!'" I`, 'Yahoo! Inc!!')).toBe(` Inc"'!'""'!'""`);
    expect(inserted(`keyrack token "Yahoo"'!'"!`, 'Yahoo!!')).toBe(`""'!'""`);
    expect(inserted("keyrack token 'Ya", 'Yahoo! Inc')).toBe('Yahoo! Inc');
  });
  test('what does not begin as typed is no candidate; composed and decomposed accents are one', () => {
    expect(inserted('keyrack token B', 'Acme')).toBeNull();
    expect(inserted('keyrack token Mu\u0308', 'Müller')).toBe('Müller');
  });
});
