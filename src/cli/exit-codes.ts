import { type ErrorCode, type ErrorKind, kindOf } from '../shared/errors/index.js';
import { exit } from './exit-numbers.js';

export { exit };

/** The only place where an error becomes a number. The catalogue says of each what kind it is; a new kind does not compile until it is here. */
const numbers: Readonly<Record<ErrorKind, number>> = {
  unexpected: exit.unexpected,
  usage: exit.usage,
  'not-found': exit.notFound,
  locked: exit.locked,
  network: exit.network,
  'apple-refused': exit.appleRefused,
  busy: exit.busy,
  'input-refused': exit.inputRefused,
  storage: exit.storage,
};

export const exitCodeOf = (code: ErrorCode): number => numbers[kindOf(code)];

/** Where several things fail at once: what endangers keys first, then what keeps them from being used. */
const gravest: readonly ErrorKind[] = ['storage', 'locked', 'busy', 'network', 'not-found'];
export function gravestOf(failing: readonly ErrorCode[]): number {
  const kinds = failing.map(kindOf);
  const [first] = kinds;
  const found = gravest.find((kind) => kinds.includes(kind)) ?? first;
  return found === undefined ? exit.ok : numbers[found];
}
