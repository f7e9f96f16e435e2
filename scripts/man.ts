// Writes docs/keyrack.1: commands and options from the program itself, variables and exit codes from docs/cli.md. A test holds the file against this.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, Option } from 'commander';
import type { CommandContext } from '../src/cli/command.js';
import { commandsFor } from '../src/cli/commands.js';

const root = join(import.meta.dirname, '..');
export const manPath = join(root, 'docs', 'keyrack.1');

/** Every command that does something, with its words: `org add`. Nothing of it is run. */
export function allCommands(): readonly { readonly name: string; readonly command: Command }[] {
  const under = (command: Command, before: readonly string[]): readonly { name: string; command: Command }[] => {
    const words = [...before, command.name()];
    return command.commands.length === 0 ? [{ name: words.join(' '), command }] : command.commands.flatMap((child) => under(child, words));
  };
  return commandsFor({} as CommandContext).flatMap((command) => under(command, []));
}

/** The rows of the table in docs/cli.md that begins below this heading: its cells as they stand there. */
export function rowsBelow(heading: string): readonly (readonly [string, string])[] {
  const text = readFileSync(join(root, 'docs', 'cli.md'), 'utf8');
  const [, after = ''] = text.split(`\n## ${heading}\n`);
  const [section = ''] = after.split('\n## ');
  const lines = section.split('\n').filter((line) => line.startsWith('| '));
  return lines.flatMap((line) => {
    const [, first = '', second = ''] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    return /^-*$/.test(first) || first === 'variable' || first === 'command' ? [] : [[first, second] as const];
  });
}

/** Text to roff: no line begins with a control character, and markdown's marks go. */
const roff = (text: string): string =>
  text
    .replaceAll('\\|', '|')
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replaceAll('\\', '\\e')
    .replaceAll(/`([^`]*)`/g, '\\fB$1\\fR')
    .replaceAll('-', '\\-')
    .replaceAll(/^([.'])/gm, '\\&$1');

const usage = (name: string, command: Command): string => {
  const given = command.registeredArguments.map((one) => {
    const shown = `\\fI${roff(one.name())}\\fR${one.variadic ? '...' : ''}`;
    return one.required ? shown : `[${shown}]`;
  });
  return ['\\fBkeyrack', `${roff(name)}\\fR`, ...given, command.options.length > 0 ? '[\\fIoptions\\fR]' : ''].join(' ').trim();
};

const optionLines = ({ flags, description }: Option): readonly string[] => ['.TP', `\\fB${roff(flags)}\\fR`, roff(description)];

function commandLines({ name, command }: { readonly name: string; readonly command: Command }): readonly string[] {
  const given = command.registeredArguments.filter(({ description }) => description !== '');
  return [
    `.SS ${roff(name)}`,
    usage(name, command),
    '.PP',
    `${roff(command.description())}.`,
    ...given.flatMap((one) => ['.TP', `\\fI${roff(one.name())}\\fR`, roff(one.description)]),
    ...command.options.flatMap(optionLines),
  ];
}

const tableLines = (heading: string): readonly string[] =>
  rowsBelow(heading).flatMap(([first, second]) => ['.TP', `\\fB${roff(first.replaceAll('`', ''))}\\fR`, roff(second)]);

export const manPage = (): string =>
  [
    '.\\" Made by scripts/man.ts (npm run man): do not edit.',
    '.TH KEYRACK 1',
    '.SH NAME',
    'keyrack \\- App Store Connect API keys on your own machine: sealed, tested, turned into tokens',
    '.SH SYNOPSIS',
    '\\fBkeyrack\\fR \\fIcommand\\fR [\\fIoptions\\fR]',
    '.SH DESCRIPTION',
    'Data goes to standard output, everything else to standard error. Every command that prints data takes \\fB\\-\\-json\\fR.',
    'How a key is named, what each command promises, and how the vault opens: docs/cli.md in the source.',
    '.SH COMMANDS',
    ...allCommands().flatMap(commandLines),
    '.SH ENVIRONMENT',
    ...tableLines('Unlocking'),
    '.SH EXIT STATUS',
    ...tableLines('Exit codes'),
    '.SH SEE ALSO',
    '\\fBage\\fR(1)',
    '',
  ].join('\n');

if (process.argv[1] === import.meta.filename) writeFileSync(manPath, manPage());
