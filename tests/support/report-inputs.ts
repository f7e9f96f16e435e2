import { makeKey, type TestKey } from './keys.js';

/** A key's file as public reports tell of them, and what a user is told of it. */
export interface ReportInput {
  readonly what: string;
  readonly bytes: (key: TestKey) => string | Buffer;
  /** Of a key: words of the repairs, all that must be said. Of what is none: its code, and words that say what it is and what to do. */
  readonly said: readonly string[] | { readonly code: string; readonly is: RegExp; readonly next: RegExp };
}

/** Its base64 has both characters that the other alphabet writes otherwise. */
export function keyOfBothSigns(): TestKey {
  for (;;) {
    const key = makeKey();
    const body = bodyOf(key.applePem).join('');
    if (body.includes('+') && body.includes('/')) return key;
  }
}

export const bodyOf = (pem: string): readonly string[] => pem.trimEnd().split('\n').slice(1, -1);
const linesOf = ({ applePem }: TestKey) => applePem.trimEnd().split('\n');
const each = (change: (line: string, n: number) => string) => (key: TestKey) => linesOf(key).map(change).join('\n');
const bodyChanged = (change: (line: string, n: number) => string) => (key: TestKey) =>
  linesOf(key)
    .map((line, n, all) => (n === 0 || n === all.length - 1 ? line : change(line, n)))
    .join('\n');
const frame = (begin: string, end: string) => (key: TestKey) => [begin, ...bodyOf(key.applePem), end].join('\n');
const rtf = (text: string) =>
  `{\\rtf1\\ansi\\ansicpg1252\\cocoartf2639\n{\\fonttbl\\f0\\fnil\\fcharset0 Menlo-Regular;}\n{\\colortbl;\\red255\\green255\\blue255;}\n\\f0\\fs24 \\cf0 ${text}}`;
const urlAlphabet = (text: string) => text.replaceAll('+', '-').replaceAll('/', '_');
const latin1 = (text: string) => Buffer.from(text, 'latin1');

const notQuite = 'BEGIN or END lines that were not quite right';
const decoration = 'characters before or after the lines';
const unseen = 'characters that cannot be seen, or blanks of another kind';
const alphabet = 'the other alphabet of base64 (“-” and “_”)';
const extra = 'Extra text around the key was ignored.';

export const repairedInputs: readonly ReportInput[] = [
  { what: 'END with four hyphens', bytes: frame('-----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEY----'), said: [notQuite] },
  { what: 'BEGIN with four hyphens', bytes: frame('----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEY-----'), said: [notQuite] },
  { what: 'six hyphens', bytes: frame('------BEGIN PRIVATE KEY------', '------END PRIVATE KEY------'), said: [notQuite] },
  { what: 'blanks within the hyphens', bytes: frame('----- BEGIN PRIVATE KEY -----', '----- END PRIVATE KEY -----'), said: [notQuite] },
  { what: 'small letters', bytes: frame('-----Begin Private Key-----', '-----End Private Key-----'), said: [notQuite] },
  { what: 'no hyphens at all', bytes: frame('BEGIN PRIVATE KEY', 'END PRIVATE KEY'), said: [notQuite] },
  { what: 'underscores for hyphens', bytes: frame('_____BEGIN PRIVATE KEY_____', '_____END PRIVATE KEY_____'), said: [notQuite] },
  { what: 'labels that differ', bytes: frame('-----BEGIN PRIVATE KEY-----', '-----END EC PRIVATE KEY-----'), said: [notQuite] },
  {
    what: 'BEGIN at both ends',
    bytes: frame('-----BEGIN PRIVATE KEY-----', '-----BEGIN PRIVATE KEY-----'),
    said: ['the END line was lost'],
  },
  { what: 'END lost', bytes: (key) => linesOf(key).slice(0, -1).join('\n'), said: ['the END line was lost'] },
  { what: 'BEGIN lost', bytes: (key) => linesOf(key).slice(1).join('\n'), said: ['the BEGIN line was lost'] },
  {
    what: 'certutil -encode',
    bytes: frame('-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----'),
    said: ['a certificate’s BEGIN and END lines round the key'],
  },
  {
    what: 'a frame of RSA typed round it',
    bytes: frame('-----BEGIN RSA PRIVATE KEY-----', '-----END RSA PRIVATE KEY-----'),
    said: ['BEGIN and END lines of another kind of key'],
  },
  {
    what: 'a frame of a public key typed round it',
    bytes: frame('-----BEGIN PUBLIC KEY-----', '-----END PUBLIC KEY-----'),
    said: ['BEGIN and END lines of another kind of key'],
  },
  {
    what: 'a frame of OpenSSH typed round it',
    bytes: frame('-----BEGIN OPENSSH PRIVATE KEY-----', '-----END OPENSSH PRIVATE KEY-----'),
    said: ['BEGIN and END lines of another kind of key'],
  },
  {
    what: 'the frame of SEC1 round PKCS#8',
    bytes: frame('-----BEGIN EC PRIVATE KEY-----', '-----END EC PRIVATE KEY-----'),
    said: [notQuite],
  },
  { what: 'quoted in a mail', bytes: each((line) => `> ${line}`), said: [decoration] },
  { what: 'quoted twice', bytes: each((line) => `>> ${line}`), said: [decoration] },
  { what: 'bullets', bytes: bodyChanged((line) => `• ${line}`), said: [decoration] },
  { what: 'hyphens as bullets', bytes: bodyChanged((line) => `- ${line}`), said: [decoration] },
  { what: 'asterisks', bytes: bodyChanged((line) => `* ${line}`), said: [decoration] },
  { what: 'backticks', bytes: bodyChanged((line) => `\`${line}\``), said: [decoration] },
  { what: 'bold in markdown', bytes: bodyChanged((line) => `**${line}**`), said: [decoration] },
  { what: 'comments', bytes: each((line) => `# ${line}`), said: [decoration] },
  { what: 'comments of C', bytes: each((line) => `// ${line}`), said: [decoration] },
  { what: 'numbers of lines', bytes: each((line, n) => `${String(n + 1).padStart(6)}\t${line}`), said: [decoration] },
  { what: 'numbers and a bar', bytes: each((line, n) => `${n + 9} | ${line}`.padStart(80)), said: [decoration] },
  { what: 'a diff', bytes: each((line) => `+${line}`), said: [decoration] },
  { what: 'the log of a build', bytes: each((line, n) => `2026-01-02T03:04:0${n}.1234567Z ${line}`), said: [decoration] },
  { what: 'a table of markdown', bytes: each((line) => `| ${line} |`), said: [decoration] },
  { what: 'backslashes at the ends', bytes: each((line) => `${line} \\`), said: [decoration] },
  { what: 'strings added up', bytes: each((line) => `  "${line}\\n" +`), said: [decoration, 'line breaks written as \\n'] },
  { what: 'a list of strings', bytes: each((line) => `'${line}',`), said: [decoration, 'quotes around the key'] },
  { what: 'commas', bytes: bodyChanged((line) => `${line},`), said: [decoration] },
  { what: 'typographic quotes', bytes: bodyChanged((line) => `“${line}”`), said: [decoration] },
  { what: 'no-break blanks', bytes: bodyChanged((line) => `\u00a0\u00a0${line}\u00a0`), said: [unseen] },
  { what: 'zero-width spaces', bytes: bodyChanged((line) => `${line.slice(0, 30)}\u200b${line.slice(30)}`), said: [unseen] },
  { what: 'soft hyphens', bytes: bodyChanged((line) => `${line.slice(0, 32)}\u00ad${line.slice(32)}`), said: [unseen] },
  { what: 'a mark of order within', bytes: bodyChanged((line) => `\ufeff${line}`), said: [unseen] },
  { what: 'ideographic blanks', bytes: bodyChanged((line) => `\u3000${line}`), said: [unseen] },
  { what: 'line separators', bytes: (key) => linesOf(key).join('\u2028'), said: [unseen] },
  { what: 'base64url', bytes: bodyChanged(urlAlphabet), said: [alphabet] },
  {
    what: 'base64url, the body alone',
    bytes: (key) => urlAlphabet(bodyOf(key.applePem).join('')),
    said: [alphabet, 'the BEGIN and END lines were lost'],
  },
  {
    what: 'a letter n for each line break',
    bytes: (key) => linesOf(key).join('n'),
    said: ['line breaks of which only the letter n was left'],
  },
  { what: 'plus signs as blanks', bytes: bodyChanged((line) => line.replaceAll('+', ' ')), said: ['plus signs turned into blanks'] },
  { what: 'RTF of TextEdit', bytes: (key) => rtf(linesOf(key).join('\\\n')), said: ['a text document (RTF) round the key'] },
  {
    what: 'RTF of Word',
    bytes: (key) =>
      rtf(
        linesOf(key)
          .map((line) => `{\\rtlch ${line}}\\par\r\n`)
          .join(''),
      ),
    said: ['a text document (RTF) round the key'],
  },
  {
    what: 'RTF with long dashes',
    bytes: (key) =>
      rtf(
        linesOf(key)
          .map((line) => line.replaceAll('-----', '\\emdash\\emdash -'))
          .join('\\par '),
      ),
    said: ['a text document (RTF) round the key', 'Typographic dashes around the key were repaired.'],
  },
  {
    what: 'HTML of a mail',
    bytes: (key) =>
      `<html><body><p>${linesOf(key)
        .map((line) => line.replaceAll('+', '&#43;'))
        .join('<br>\n')}</p></body></html>`,
    said: ['a web page or a mail (HTML) round the key'],
  },
  {
    what: '8-bit text before it',
    bytes: (key) => latin1(`Schl\xfcssel f\xfcr M\xfcller:\r\n${key.applePem}`),
    said: ['text that is not UTF-8 around the key', extra],
  },
  {
    what: 'no-break blanks of Windows',
    bytes: (key) => latin1(bodyChanged((line) => `\xa0${line}`)(key)),
    said: ['text that is not UTF-8 around the key', unseen],
  },
  {
    what: 'prose and a lost END',
    bytes: (key) => `Hello Bob,\nhere is the key:\n${linesOf(key).slice(0, -1).join('\n')}\nregards`,
    said: ['the END line was lost', extra],
  },
  {
    what: 'prose and no frame',
    bytes: (key) => `Hello Bob,\nhere it is:\n${bodyOf(key.applePem).join('\n')}\n\nregards`,
    said: ['the BEGIN and END lines were lost', extra],
  },
];
