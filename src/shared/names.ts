import { KeyrackError } from './errors/index.js';
import { sameName } from './same-name.js';
import { cleanName, looksLikeKey } from './text.js';

const longestName = 200;

/** A name of an organization or a key, as it is stored. E_USAGE says why a text cannot be one. */
export function checkedName(text: string): string {
  if (looksLikeKey(text))
    throw new KeyrackError('E_USAGE', 'This looks like a private key or another secret, not a name; it was not taken.');
  const name = cleanName(text);
  if (sameName(name) === '') throw new KeyrackError('E_USAGE', 'A name needs at least one visible character.');
  if (hasSlash(name)) throw new KeyrackError('E_USAGE', 'A name holds no “/”: it separates organization and key.');
  if (name.length > longestName) throw new KeyrackError('E_USAGE', `A name has at most ${longestName} characters.`);
  return name;
}

/** A wide “／” and “℅” are read as one too. */
const hasSlash = (name: string): boolean => sameName(name).includes('/');

/** What another tool calls a key or a team, made a name; null where it cannot be one. */
export function suggestedName(text: string): string | null {
  const name = cleanName(text).replaceAll('/', '-');
  return sameName(name) === '' || hasSlash(name) || looksLikeKey(text) ? null : name;
}
