import { KeyrackError } from './errors/index.js';
import { sameName } from './same-name.js';
import { cleanName, looksLikeKey } from './text.js';

/** A name of an organization or a key, as it is stored: what is longer than a name may be is cut. E_USAGE says why a text cannot be one. */
export function checkedName(text: string): string {
  if (isSecret(text)) throw new KeyrackError('E_USAGE', 'This looks like a private key or another secret, not a name; it was not taken.');
  const name = cleanName(text);
  if (sameName(name) === '') throw new KeyrackError('E_USAGE', 'A name needs at least one visible character.');
  if (hasSlash(name)) throw new KeyrackError('E_USAGE', 'A name holds no “/”: it separates organization and key.');
  return name;
}

/** As it was given, and as it would be stored: what cannot be seen between its characters makes a key no name, nor does full width. */
const isSecret = (text: string): boolean => looksLikeKey(text) || looksLikeKey(cleanName(text).normalize('NFKC'));

/** A wide “／” and “℅” are read as one too. */
const hasSlash = (name: string): boolean => sameName(name).includes('/');

/** What another tool calls a key or a team, made a name; null where it cannot be one. */
export function suggestedName(text: string): string | null {
  const name = cleanName(text).replaceAll('/', '-');
  return sameName(name) === '' || hasSlash(name) || isSecret(text) ? null : name;
}
