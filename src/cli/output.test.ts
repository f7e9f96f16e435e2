import { describe, expect, test } from 'vitest';
import { KeyrackError, warn } from '../shared/errors/index.js';
import { createOutput } from './output.js';
import { table } from './table.js';

/** Streams that remember what was written; `tty` makes stderr a terminal. */
function fakeStreams(tty: boolean) {
  const written = { out: '', err: '' };
  const sink = (name: 'out' | 'err') => ({
    write(text: string) {
      written[name] += text;
    },
  });
  return { written, streams: { stdout: sink('out'), stderr: { ...sink('err'), isTTY: tty } } };
}

function open({ json = false, tty = false }) {
  const { written, streams } = fakeStreams(tty);
  return { written, out: createOutput(streams, json) };
}

describe('what goes where', () => {
  test('data goes to stdout; a refusal, its hint and its code to stderr', () => {
    const { written, out } = open({});
    out.result({ a: 1 }, () => 'plain');
    expect(out.failure(new KeyrackError('E_NOT_FOUND', 'Nothing is called “x”.'))).toBe(3);
    expect(written).toEqual({
      out: 'plain\n',
      err: 'keyrack: Nothing is called “x”.\n  See “keyrack list” for what is stored. (E_NOT_FOUND)\n',
    });
  });

  test('under --json stderr is empty, or one document with the error and the warnings', () => {
    const quiet = open({ json: true, tty: true });
    quiet.out.note('for people');
    quiet.out.say('for logs');
    quiet.out.progress('1 of 2');
    quiet.out.result([1], () => 'plain');
    quiet.out.end();
    expect(quiet.written).toEqual({ out: '[1]\n', err: '' });

    const warned = open({ json: true });
    warned.out.warn([warn('W_CLOCK', 'the clock')]);
    warned.out.end();
    expect(JSON.parse(warned.written.err)).toEqual({ warnings: [{ code: 'W_CLOCK', message: 'the clock' }] });

    const failed = open({ json: true });
    failed.out.warn([warn('W_CLOCK', 'the clock')]);
    failed.out.failure(new KeyrackError('E_BUSY', 'busy'));
    expect(JSON.parse(failed.written.err)).toEqual({
      error: { code: 'E_BUSY', message: 'busy', hint: expect.stringContaining('Wait') },
      warnings: [{ code: 'W_CLOCK', message: 'the clock' }],
    });
  });

  test('notes and progress are for a terminal; a log file gets neither', () => {
    const piped = open({});
    piped.out.note('hello');
    piped.out.progress('1 of 2');
    piped.out.end();
    expect(piped.written.err).toBe('');
    const watched = open({ tty: true });
    watched.out.progress('1 of 2');
    watched.out.progress('2 of 2');
    watched.out.result('x', () => 'done');
    expect(watched.written).toEqual({ out: 'done\n', err: '\r\u001b[K1 of 2\r\u001b[K2 of 2\r\u001b[K' });
  });

  test('what we did not foresee is exit 1 in our words, without the library’s', () => {
    const { written, out } = open({});
    expect(out.failure(new TypeError('secret detail of /home/ada'))).toBe(1);
    expect(written.err).not.toContain('secret detail');
  });

  test('B-60 an escape sequence in a message or a name reaches the terminal as its code point', () => {
    const { written, out } = open({});
    out.failure(new KeyrackError('E_NOT_FOUND', 'Nothing is called “\u001b[31mred\u202e”.'));
    expect(written.err).toContain('\\u{1b}[31mred\\u{202e}');
    expect(
      table([
        ['A', 'B'],
        ['a\nb', '\u0007'],
      ]),
    ).toBe('A        B\na\\u{a}b  \\u{7}');
  });
});

test('a table’s columns line up, and no line ends in spaces', () => {
  expect(
    table([
      ['NAME', 'ID'],
      ['Müller & Söhne', ''],
      ['A', 'x'],
    ]),
  ).toBe('NAME            ID\nMüller & Söhne\nA               x');
});
