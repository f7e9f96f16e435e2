import type { Argument, Command, Option } from 'commander';
import type { StoredNames } from '../../core/usecases/keys/stored-names.js';
import { roles } from '../../shared/apple/roles.js';

export interface Candidate {
  readonly value: string;
  /** Shown beside it by shells that can. */
  readonly note: string;
}
/** `files`: the shell knows better. */
export type Offer = readonly Candidate[] | 'files';

/** `words` are those before the cursor, without `keyrack` and as the shell would hand them over; `current` is the one being typed. */
export async function offerFor(
  program: Command,
  words: readonly string[],
  current: string,
  names: () => Promise<StoredNames>,
): Promise<Offer> {
  const { command, positionals, pending, ended } = walk(program, words);
  if (pending) return valuesOf(pending, names);
  const [, flag, equals] = /^(--[^=]+)(=)/.exec(current) ?? [];
  if (!ended && flag && equals) {
    const option = optionNamed(command, flag);
    const values = option ? await valuesOf(option, names) : [];
    return values === 'files' ? [] : values.map(({ value, note }) => ({ value: `${flag}=${value}`, note }));
  }
  if (!ended && current.startsWith('-')) return optionsOf(command);
  if (positionals === 0 && command.commands.length > 0) return subcommandsOf(command);
  const wanted = command.registeredArguments[positionals] ?? command.registeredArguments.filter(({ variadic }) => variadic).at(-1);
  if (!wanted) return [];
  const offered = await argumentsOf(wanted, command, names);
  // What begins with a dash would be read as an option: it can be given after “--” alone.
  return offered === 'files' || ended ? offered : offered.filter(({ value }) => !value.startsWith('-'));
}

interface Place {
  readonly command: Command;
  readonly positionals: number;
  /** An option that waits for its value. */
  readonly pending: Option | null;
  /** “--” was given: options are over. */
  readonly ended: boolean;
}

function walk(program: Command, words: readonly string[]): Place {
  let place: Place = { command: program, positionals: 0, pending: null, ended: false };
  for (const word of words) place = step(place, word);
  return place;
}

function step(place: Place, word: string): Place {
  const { command, positionals, pending, ended } = place;
  if (pending) return { ...place, pending: null };
  if (!ended && word === '--') return { ...place, ended: true };
  if (!ended && word.startsWith('-') && word !== '-') {
    const option = optionNamed(command, word);
    return { ...place, pending: option?.required ? option : null };
  }
  const child = positionals === 0 ? command.commands.find((one) => one.name() === word) : undefined;
  if (child) return { ...place, command: child };
  // `help token`: the next word is a command once more.
  if (word === 'help' && positionals === 0 && command.commands.length > 0) return place;
  return { ...place, positionals: positionals + 1 };
}

const optionNamed = (command: Command, word: string): Option | undefined =>
  command.options.find(({ long, short }) => long === word || short === word);

const hidden = (name: string): boolean => name.startsWith('__');

const subcommandsOf = (command: Command): Offer => [
  ...command.commands.filter((one) => !hidden(one.name())).map((one) => ({ value: one.name(), note: one.description() })),
  { value: 'help', note: 'what a command does' },
];

const optionsOf = (command: Command): Offer => [
  ...command.options.map(({ long, description }) => ({ value: long ?? '', note: description })),
  { value: '--help', note: 'what it does' },
];

const plain = (values: readonly string[] | undefined): readonly Candidate[] => (values ?? []).map((value) => ({ value, note: '' }));

async function valuesOf(option: Option, names: () => Promise<StoredNames>): Promise<Offer> {
  if (option.argChoices) return plain(option.argChoices);
  const name = option.attributeName();
  if (name === 'org') return organizations(await names());
  if (name === 'key') return keys(await names(), false);
  return name === 'role' ? plain(Object.keys(roles)) : [];
}

async function argumentsOf(argument: Argument, command: Command, names: () => Promise<StoredNames>): Promise<Offer> {
  if (argument.argChoices) return plain(argument.argChoices);
  const name = argument.name();
  if (name === 'file' || name === 'files') return 'files';
  if (name === 'organization') return organizations(await names());
  return name === 'key' || name === 'keys' ? keys(await names(), command.name() === 'purge') : [];
}

const organizations = ({ organizations: stored }: StoredNames): readonly Candidate[] =>
  stored.map((value) => ({ value, note: 'organization' }));

function keys(stored: StoredNames, alsoTrashed: boolean): readonly Candidate[] {
  const meant = stored.keys.filter(({ trashed }) => alsoTrashed || !trashed);
  return [
    ...meant.map(({ selector, keyId }) => ({ value: selector, note: keyId })),
    ...meant.map(({ selector, keyId }) => ({ value: keyId, note: selector })),
    ...organizations(stored).filter(({ value }) => meant.some(({ organization }) => organization === value)),
  ];
}
