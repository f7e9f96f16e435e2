import { sameName } from '../../../shared/same-name.js';
import { firstCharacters, longestName } from '../../../shared/text.js';

/** `wanted`, or the first of "wanted (2)", "wanted (3)"… that is not `taken` (as `sameName` has it); never longer than a name may be. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(sameName(name)); n += 1) {
    const suffix = ` (${n})`;
    name = firstCharacters(wanted, longestName - suffix.length) + suffix;
  }
  return name;
}
