/** The same in every recovery key: asking for it proves nothing. */
export const recoveryPrefix = 'AGE-SECRET-KEY-1';
const perGroup = 4;
const asked = 3;

/** As people copy it by hand: groups with spaces, lower case, without the part that all of them begin with. */
export function tidyRecoveryKey(text: string): string {
  const tidy = text.replace(/\s/g, '').toUpperCase();
  return tidy.startsWith(recoveryPrefix) ? tidy : `${recoveryPrefix}${tidy}`;
}

/** What follows the prefix, in groups of four, as the window shows it. */
export const groupsOf = (key: string): readonly string[] => key.slice(recoveryPrefix.length).match(/.{1,4}/g) ?? [];
/** The group, from 1, that a position is in. */
export const groupAt = (position: number): number => Math.floor((position - 1 - recoveryPrefix.length) / perGroup) + 1;

/**
 * S-04: three positions, from 1 and rising, whose characters are asked back. `inGroups`: the first of a group, for who sees groups.
 * `below`: a random whole number from 0, less than it is given.
 */
export function positionsToAsk(length: number, below: (most: number) => number, { inGroups = false } = {}): readonly number[] {
  const step = inGroups ? perGroup : 1;
  const places = Math.floor((length - recoveryPrefix.length) / step);
  const chosen = new Set<number>();
  while (chosen.size < Math.min(asked, places)) chosen.add(recoveryPrefix.length + step * below(places) + 1);
  return [...chosen].sort((a, b) => a - b);
}

/** Is each the character at its position? In any case, blanks around them left out. */
export const isAskedBack = (key: string, positions: readonly number[], characters: readonly string[]): boolean =>
  characters.length === positions.length &&
  positions.every((position, n) => key.charAt(position - 1) === characters[n]?.trim().toUpperCase());
