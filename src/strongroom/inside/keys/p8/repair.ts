import { type Warning, warn } from '../../../../shared/errors/index.js';

export const repaired = (what: string): Warning => warn('W_REPAIRED', `Repaired: ${what}.`);

/** One thing that happens to keys on their way, and how it is undone. `undo` answers the text as it was when it did not happen. */
interface Mangling {
  readonly note: Warning;
  readonly undo: (text: string) => string;
}

const named = (what: string, undo: (text: string) => string): Mangling => ({ note: repaired(what), undo });

/**
 * Each with its own words; in the order in which they must be undone. A run is matched from its beginning alone (`(?<!…)`): tried
 * again from each of its characters it would cost the square of its length (M-16).
 */
const manglings: readonly Mangling[] = [
  named('the name of a variable before the key', (text) =>
    text.replace(/^(export\s+)?[A-Za-z_][A-Za-z0-9_]*\s*[=:]\s*(?=["'`]|-{3,}\s*BEGIN|[A-Za-z0-9+/]{40})/, ''),
  ),
  named('quotes around the key', (text) => text.replace(/^(["'`])([\s\S]*)\1[;,]?$/, '$2').trim()),
  named('characters written as in a URL (%0A)', (text) => (/%(0[aAdD]|2[bBfF]|20|3[dD])/.test(text) ? percentDecoded(text) : text)),
  named('JSON’s escapes', (text) =>
    text.replace(/\\\//g, '/').replace(/\\u00([2-7][0-9a-fA-F])/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  ),
  named('line breaks written as \\n', (text) => text.replace(/(?<!\\)\\+r/g, '').replace(/(?<!\\)\\+n/g, '\n')),
  {
    note: warn('W_DASHES'),
    undo: (text) =>
      /[‐-―−]/.test(text) ? text.replace(/(?<![-‐-―−])[-‐-―−]+\s*((?:BEGIN|END) [A-Z0-9 ]*[A-Z0-9])\s*[-‐-―−]+/g, '-----$1-----') : text,
  },
];

/** The text as it was before what is known to happen to keys; every repair by name. Whether it is a key is the reader's to prove. */
export function undoMangling(given: string): { readonly text: string; readonly notes: readonly Warning[] } {
  const notes: Warning[] = [];
  let text = given;
  for (const { note, undo } of manglings) {
    const undone = undo(text);
    if (undone !== text) notes.push(note);
    text = undone;
  }
  return { text, notes };
}

/** What happened to the lines of a block, told only once the block has proven to be a key. */
export function lineRepairs(text: string, body: string): readonly Warning[] {
  const inner = body.trim();
  const notes: Warning[] = [];
  if (/\r\n/.test(text)) notes.push(repaired('line ends of Windows (CRLF)'));
  else if (/\r/.test(text)) notes.push(repaired('line ends of old Macs (CR)'));
  if (!/[\r\n]/.test(text)) notes.push(repaired(/ /.test(inner) ? 'line breaks turned into spaces' : 'the line breaks were lost'));
  else if (!/[\r\n]/.test(inner) && inner.length > 76) notes.push(repaired('the key was on one long line'));
  if (/[\r\n][ \t]+\S/.test(text)) notes.push(repaired('spaces before the lines'));
  return notes;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const base64Repairs = {
  headers: repaired('the BEGIN and END lines were lost'),
  file: repaired('base64 of the whole file'),
  body: repaired('base64 of the key’s text without BEGIN and END'),
  twice: repaired('base64 of base64'),
  escaped: repaired('base64 of a text that was itself mangled'),
} as const;
