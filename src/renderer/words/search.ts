import { keyCount } from './common.js';
import { number } from './number.js';

export const keysFound = 'Keys found';
export const noKeyFound = 'No key found';
export const showAll = 'Show all';
export const copiesAToken = 'copies a token';
export const opens = 'opens';
/** "2 of 17 keys in 2 organizations" */
export const foundOf = (found: number, all: number, organizations: number): string =>
  `${number(found)} of ${keyCount(all)}${found === 0 ? '' : ` in ${number(organizations)} ${organizations === 1 ? 'organization' : 'organizations'}`}`;
/** "1 of 3 keys" */
export const shownOf = (shown: number, all: number): string => `${number(shown)} of ${keyCount(all)}`;
/** `organizations`: how many are called so, without a key. */
export const nothingIsCalled = (query: string, organizations: number): string =>
  organizations === 0
    ? `No key, organization or tag has “${query}” in its name, and no Key ID or Issuer ID.`
    : `No key has “${query}” in its name. ${organizations === 1 ? 'The organization that has' : 'The organizations that have'} no key yet; the list shows ${organizations === 1 ? 'it' : 'them'}.`;
export const nothingHereIsCalled = (query: string): string => `No key here has “${query}” in its name.`;
export const openIn = (name: string): string => `Open in ${name}`;
export const issuerId = (short: string): string => `Issuer ID ${short}`;
