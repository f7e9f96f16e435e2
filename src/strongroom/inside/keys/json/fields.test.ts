import { expect, test } from 'vitest';
import { fieldsOf, isList, isObject, kindOf, plainName } from './fields.js';

test('a name is the same however a tool writes it, and the first of two counts', () => {
  for (const name of ['key_id', 'keyID', 'KEY-ID', 'Key Id']) expect(plainName(name)).toBe('keyid');
  expect(fieldsOf({ key_id: 'a', keyId: 'b' }).text('keyid')).toBe('a');
});

test('J-08 a text is what is written; one that is empty, blank, null or not there is none, and the next name is asked for', () => {
  const fields = fieldsOf({ a: ' x ', blank: '  ', empty: '', nothing: null, next: 'y' });
  expect(fields.text('a')).toBe(' x ');
  for (const name of ['blank', 'empty', 'nothing', 'missing']) expect(fields.text(name), name).toBeNull();
  expect(fields.text('empty', 'next')).toBe('y');
  expect(fields.text('missing', 'a', 'next')).toBe(' x ');
});

test.each([
  ['keyId', 7, '“keyId” is a number, not text.'],
  ['keyId', true, '“keyId” is a boolean, not text.'],
  ['keyId', ['a'], '“keyId” is a list, not text.'],
  ['keyId', {}, '“keyId” is an object, not text.'],
  ['k€e€y€i€d', 7, '“keyid” is a number, not text.'],
])('J-08 %s that is %j is told by its name, and S-06 by nothing that may stand around it', (name, value, words) => {
  expect(() => fieldsOf({ [name]: value }).text('keyid')).toThrow(expect.objectContaining({ code: 'E_JSON_FORMAT', message: words }));
});

test('J-08 a key that is null is a mistake, and no field left out', () => {
  expect(() => fieldsOf({ key: null }).text('key')).toThrow(expect.objectContaining({ message: '“key” is null, not text.' }));
});

test('a flag is on by true and by its words, and by nothing else', () => {
  const on = [true, 'true', ' YES ', '1'];
  const off = [false, 'false', 'no', '', 'truest', 1, null];
  expect(on.map((flag) => fieldsOf({ flag }).flag('flag'))).toEqual(on.map(() => true));
  expect(off.map((flag) => fieldsOf({ flag }).flag('flag'))).toEqual(off.map(() => false));
  expect(fieldsOf({}).flag('flag')).toBe(false);
});

test('an id of digits may be written as a number', () => {
  const digits = (value: never) => fieldsOf({ vendor: value }).digits('vendor');
  expect([88_012_345, ' 88012345 ', '', '  ', true, null].map((one) => digits(one as never))).toEqual([
    '88012345',
    '88012345',
    null,
    null,
    null,
    null,
  ]);
  expect(fieldsOf({}).digits('vendor')).toBeNull();
});

test('what is there is there, whatever it holds', () => {
  const { has } = fieldsOf({ Key_Id: null });
  expect([has('keyid'), has('other', 'keyid'), has('other')]).toEqual([true, true, false]);
});

test('an object is no list, a list no object, and null neither', () => {
  expect([{}, [], null, 'x', undefined].map((one) => [isObject(one), isList(one)])).toEqual([
    [true, false],
    [false, true],
    [false, false],
    [false, false],
    [false, false],
  ]);
  expect([null, [], {}, 'x', 1].map((one) => kindOf(one))).toEqual(['null', 'a list', 'an object', 'a string', 'a number']);
});
