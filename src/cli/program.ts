import { homedir } from 'node:os';
import { Command, CommanderError } from 'commander';
import { createKeyrack, type Keyrack } from '../core/keyrack.js';
import { systemClock } from '../platform/clock.js';
import { folders } from '../platform/folders.js';
import { homeFilesIn } from '../platform/home-files.js';
import { catalogue, fromBody, KeyrackError, warn } from '../shared/errors/index.js';
import { holdsSecret } from '../shared/secrets.js';
import type { Strongroom } from '../strongroom/client/contract.js';
import type { CommandContext } from './command.js';
import { completeCommand, completeName } from './commands/complete.js';
import { commandFor, commandsFor } from './commands.js';
import { exit } from './exit-codes.js';
import { createOutput, type Streams } from './output.js';
import type { Terminal } from './prompts/terminal.js';
import { watchStdout } from './stdout.js';

export interface World {
  readonly home: string;
  readonly version: string;
  /** Closed at the end, where it is a thread. */
  readonly strongroom: Strongroom & { close?(): Promise<void> };
  readonly streams: Streams;
  readonly terminal: Terminal | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** See `CommandContext`. */
  stopSignal(): AbortSignal;
  stdoutGoesNowhere(): boolean;
}

/** argv in, exit code out. Errors become numbers here and nowhere else. */
export async function run(argv: readonly string[], world: World): Promise<number> {
  const ours = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  const stdout = watchStdout(world.streams.stdout);
  const streams: Streams = { stdout, stderr: argv[0] === completeName ? silent : world.streams.stderr };
  const out = createOutput(streams, ours.includes('--json'));
  const keyrack = keyrackFor(world);
  let code: number = exit.ok;
  const context: CommandContext = {
    keyrack,
    out,
    terminal: world.terminal,
    stopSignal: world.stopSignal,
    stdoutGoesNowhere: world.stdoutGoesNowhere,
    exitWith(wanted) {
      code = wanted;
    },
  };
  let error = await failureOf(async () => parse(argv, context, { ...world, streams }));
  if (argv.some(holdsSecret)) out.warn([warn('W_SECRET_ARGUMENT')]);
  const { readOnly, warnings } = keyrack.session.health;
  // What is still to be written down, first: what is wrong with it is said with the rest.
  await keyrack.settled();
  out.warn([...warnings, ...keyrack.troubles()]);
  // R-31: what was read from an older revision is printed, and still no success.
  if (error === null && readOnly && !readOnly.current) error = fromBody(readOnly.error);
  error ??= await stdout.trouble();
  if (error === null) out.end();
  else code = out.failure(error);
  await world.strongroom.close?.();
  return code;
}

/** A Tab in a shell: whatever is wrong is said by the next command. */
const silent: Streams['stderr'] = { write: () => undefined };

function keyrackFor({ home, strongroom, terminal, env, cwd }: World): Keyrack {
  return createKeyrack({
    strongroom,
    clock: systemClock,
    // undici is heavy: only what goes to the network loads it.
    http: async () => (await import('../platform/http.js')).systemHttp(),
    clipboard: async () => (await import('../platform/clipboard.js')).commandClipboard(),
    homeFiles: homeFilesIn(home),
    folders,
    machine: async () => (await import('../platform/machine.js')).machineOf(env),
    cwd,
    defaultSelector: env.KEYRACK_KEY || null,
    apiUrl: env.KEYRACK_API_URL || null,
    interactive: terminal !== null,
    packaged: false,
    unlocks: 'by-itself',
    elsewhere: { homedir: homedir(), env },
    from: 'cli',
  });
}

async function failureOf(work: () => Promise<void>): Promise<unknown> {
  try {
    await work();
    return null;
  } catch (error) {
    return error;
  }
}

async function parse(argv: readonly string[], context: CommandContext, { version, streams }: World): Promise<void> {
  const program = new Command('keyrack')
    .description('Holds App Store Connect API keys on your own machine, and turns them into tokens.')
    .version(version)
    .configureOutput({ writeOut: (text) => void streams.stdout.write(text) });
  for (const command of commandsFor(context)) program.addCommand(command);
  program.addCommand(commandFor(context, completeCommand), { hidden: true });
  quiet(program);
  if (argv.some((one) => /-{2}\s*BEGIN [^-]*KEY|PRIVATE KEY-/.test(one)))
    throw new KeyrackError('E_USAGE', 'An argument is a key itself: name its file, or pipe it in and name “-”.');
  try {
    await program.parseAsync([...helpOfGroup(argv, program)], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw withItsHelp(error, argv, program);
    if (error.exitCode !== 0) throw withItsHelp(new KeyrackError('E_USAGE', usageWords(error, argv, program)), argv, program);
  }
}

const childOf = (command: Command, name: string | undefined): Command | undefined =>
  command.commands.find((child) => child.name() === name);

/** commander's own “help” looks one name down: `help org add` is `org help add`. */
function helpOfGroup(argv: readonly string[], program: Command): readonly string[] {
  const [help, name = '', ...rest] = argv;
  const isGroup = help === 'help' && rest.length > 0 && (childOf(program, name)?.commands.length ?? 0) > 0;
  return isGroup ? [name, help, ...rest] : argv;
}

/** Whoever misused a command wants the help of that one. */
function withItsHelp(error: unknown, argv: readonly string[], program: Command): unknown {
  if (!(error instanceof KeyrackError) || error.code !== 'E_USAGE' || error.hint !== catalogue.E_USAGE.next) return error;
  const command = childOf(program, argv[0]);
  if (!command || command.name() === completeName) return error;
  const sub = childOf(command, argv[1]);
  return new KeyrackError(error.code, error.message, {
    cause: error,
    next: `See “keyrack help ${command.name()}${sub ? ` ${sub.name()}` : ''}”.`,
  });
}

/** commander prints and exits by itself unless every command is told not to. */
function quiet(command: Command): void {
  const { writeOut = () => undefined } = command.parent?.configureOutput() ?? command.configureOutput();
  command.exitOverride().configureOutput({ writeOut, writeErr: () => undefined });
  for (const child of command.commands) quiet(child);
}

function usageWords(error: CommanderError, argv: readonly string[], program: Command): string {
  // commander's way of saying that a command with subcommands was called without one.
  if (error.code !== 'commander.help') return sentence(unquoted(error.message, argv).replace(/^error: /, ''));
  const asked = argv.indexOf('help');
  if (asked >= 0 && argv.length > asked + 1) return `There is no command “${unquoted(argv.at(-1) ?? '', argv)}”.`;
  const group = childOf(program, argv[0]) ?? program;
  const names = group.commands.flatMap((command) => (command.name() === completeName ? [] : command.name())).join(', ');
  return `A command is missing after “${group === program ? 'keyrack' : `keyrack ${group.name()}`}”: ${names}.`;
}

/** S-06. An argument may be a key that was pasted: what is long, or looks like one, is not said again. */
const unquoted = (message: string, argv: readonly string[]): string =>
  argv
    .filter((one) => one.includes('PRIVATE KEY') || (one.length > 100 && !holdsSecret(one)))
    .reduce((text, one) => text.replaceAll(one, '…'), message);

/** commander writes “error: unknown command 'lisst'\n(Did you mean list?)”. */
const sentence = (text: string): string => {
  const [first = '', guess = ''] = text.split('\n');
  const said = `${first.slice(0, 1).toUpperCase()}${first.slice(1)}${/[.?]$/.test(first) ? '' : '.'}`;
  return guess === '' ? said : `${said} ${guess.replace(/^\(|\)$/g, '')}`;
};
