import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeOf, fastlane, fault, opened } from '../../../../../tests/support/json-import.js';
import { makeKey } from '../../../../../tests/support/keys.js';
import { type Json, jsonLimits, parseJson } from './parse.js';
import { recordsOf } from './records.js';

test('J-01 more than 5 MB, 10,000 items or 20 levels are refused before the whole is built', () => {
  expect(codeOf(() => parseJson(`"${'x'.repeat(jsonLimits.bytes)}"`))).toBe('E_JSON_LIMIT');
  expect(codeOf(() => parseJson(`[${'1,'.repeat(10_000)}1]`))).toBe('E_JSON_LIMIT');
  expect(codeOf(() => parseJson(`[${'1,'.repeat(9_999)}1]`))).toBe('accepted');
  expect(codeOf(() => parseJson('['.repeat(100_000)))).toBe('E_JSON_LIMIT');
  expect(codeOf(() => parseJson(`${'['.repeat(21)}${']'.repeat(21)}`))).toBe('accepted');
  expect(codeOf(() => parseJson(`${'{"a":'.repeat(22)}1${'}'.repeat(22)}`))).toBe('E_JSON_LIMIT');
});

describe('J-02 what is almost JSON', () => {
  test.for([
    ['{"a": 1,\n "b": 2,\n}', 'Line 2, column 8: a comma before the closing bracket.'],
    ['[1, 2,]', 'Line 1, column 6: a comma before the closing bracket.'],
    ['{\n  // a comment\n}', 'Line 2, column 3: a comment; JSON has none.'],
    ["{'a': 1}", 'Line 1, column 2: a text in other quotes than ".'],
    ['{"a": NaN}', 'Line 1, column 7: NaN and Infinity are not of JSON.'],
    ['{"a":1}\n{"a":2}\n', 'Line 2, column 1: more text after the end; one JSON document a file.'],
    ['{"a": "one\r\ntwo"}', 'Line 1, column 11: a line break or control character inside a text; JSON writes it as \\n.'],
    ['{"a": "x', 'Line 1, column 7: the text that begins here does not end.'],
    ['{"a" 1}', 'Line 1, column 6: a colon is expected after the name.'],
    ['{"a": 01}', 'Line 1, column 8: a comma or “}” is expected.'],
    ['{"a": ', 'Line 1, column 7: the text ends too early.'],
    ['{"a": "\\x"}', 'Line 1, column 8: this escape is not of JSON.'],
    ['{\r\n"a":\r\n tru}', 'Line 3, column 2: a value is expected.'],
  ] as const)('J-02 %j: %s', ([text, words]) => expect(fault(text)).toBe(words));

  test('J-02 a mark at the beginning and UTF-16 are read all the same', async () => {
    const { bring } = await opened();
    const text = JSON.stringify(fastlane());
    expect(await bring(`\ufeff${text}`)).toMatchObject([{ ok: true }]);
    expect(await bring(Buffer.from(`\ufeff${text}`, 'utf16le'))).toMatchObject([{ ok: true }]);
  });
  test('J-02 the place of a fault is told, and nothing of the text', async () => {
    const { bring } = await opened();
    const key = makeKey();
    const [row] = await bring(JSON.stringify(fastlane({}, key)).replace('{', '{,'));
    expect(row?.error).toMatchObject({ code: 'E_JSON_SYNTAX', message: expect.stringMatching(/^Line 1, column 2: /) });
    for (const line of key.applePem.split('\n')) expect(JSON.stringify(row)).not.toContain(line);
  });
});

describe('J-03 traps', () => {
  test('J-03 __proto__ and constructor.prototype are names like any other; nothing else is touched', async () => {
    const { bring } = await opened();
    const text = JSON.stringify(fastlane()).replace(
      '{',
      '{"__proto__":{"polluted":1,"key_id":"X"},"constructor":{"prototype":{"polluted":1}},',
    );
    expect(await bring(text)).toMatchObject([{ ok: true, keyId: 'ABC123DEFG' }]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
  test('J-03 a name that stands twice, 1e999 and half a surrogate pair are refused; -0 is a number', () => {
    expect(fault('{"key": "a", "key": "b"}')).toBe('Line 1, column 14: this name stands twice in one object.');
    expect(fault('{"__proto__": 1, "__proto__": 2}')).toContain('twice');
    expect(fault('[1e999]')).toBe('Line 1, column 2: this number is too large.');
    expect(fault('["\\ud800"]')).toBe('Line 1, column 2: half of a surrogate pair.');
    expect(parseJson('["\\ud83d\\ude00", -0]')).toEqual(['😀', -0]);
  });
});

test('any JSON at all is read as the engine reads it, or refused with a code; its records are rows or a code', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      const code = codeOf(() => expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(JSON.parse(text))));
      expect(code).toMatch(/^(accepted|E_JSON_SYNTAX)$/);
      if (code === 'accepted') expect(codeOf(() => recordsOf(parseJson(text) as Json))).toMatch(/^(accepted|E_JSON_FORMAT)$/);
    }),
    { numRuns: 2_000, seed: 42 },
  );
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.nat(), fc.string({ maxLength: 3 }), (text, at, put) => {
      const bent = text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1);
      expect(codeOf(() => parseJson(bent))).toMatch(/^(accepted|E_JSON_SYNTAX|E_JSON_LIMIT)$/);
    }),
    { numRuns: 5_000, seed: 42 },
  );
});
