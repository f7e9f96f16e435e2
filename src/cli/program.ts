import { Command, CommanderError } from 'commander';
import { createKeyrack, type Keyrack } from '../core/keyrack.js';
import { systemClock } from '../platform/clock.js';
import { folders } from '../platform/folders.js';
import { homeFilesIn } from '../platform/home-files.js';
import { KeyrackError } from '../shared/errors/index.js';
import type { Strongroom } from '../strongroom/client/contract.js';
import { keyCommands } from './commands/keys.js';
import { organizationCommands } from './commands/organizations.js';
import { tokenCommands } from './commands/token.js';
import { vaultCommands } from './commands/vault.js';
import { createOutput, type Output, type Streams } from './output.js';

/** Put in by the build, from package.json. */
declare const __KEYRACK_VERSION__: string;

export interface World {
  readonly home: string;
  readonly exists: boolean;
  readonly strongroom: Strongroom;
  readonly streams: Streams;
  readonly stdin: { readonly isTTY?: boolean };
}

/** What a command is given: the use cases, the writer, and a way to say "printed, but exit with this". */
export interface Shell {
  readonly keyrack: Keyrack;
  readonly out: Output;
  readonly interactive: boolean;
  exitWith(code: number): void;
}

/** argv in, exit code out. Errors become numbers here and nowhere else. */
export async function run(argv: readonly string[], world: World): Promise<number> {
  let exit = 0;
  const out = createOutput(world.streams, () => argv.includes('--json') && argv[0] !== 'exec');
  const unset = (value: string | undefined) => value || null;
  const unavailable = async (): Promise<never> => {
    throw new KeyrackError('E_USAGE', 'This is not built yet.');
  };
  const keyrack = createKeyrack({
    strongroom: world.strongroom,
    clock: systemClock,
    // undici is heavy: only what goes to the network loads it.
    http: async () => (await import('../platform/http.js')).systemHttp(),
    clipboard: unavailable,
    homeFiles: homeFilesIn(world.home),
    folders,
    cwd: process.cwd(),
    defaultSelector: unset(process.env.KEYRACK_KEY),
    apiUrl: unset(process.env.KEYRACK_API_URL),
    interactive: world.stdin.isTTY === true,
    packaged: false,
    unlocks: 'by-itself',
    from: 'cli',
  });
  const shell: Shell = {
    keyrack,
    out,
    interactive: world.stdin.isTTY === true,
    exitWith(code) {
      exit = code;
    },
  };
  const program = new Command('keyrack')
    .description('Holds App Store Connect API keys on your own machine.')
    .version(__KEYRACK_VERSION__)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void world.streams.stdout.write(text), writeErr: () => undefined });
  for (const make of [vaultCommands, organizationCommands, keyCommands, tokenCommands]) {
    for (const command of make(shell)) program.addCommand(quiet(command));
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    const { readOnly, warnings } = keyrack.session.health;
    out.warn(warnings);
    if (readOnly && !readOnly.current) exit = out.failure(new KeyrackError(readOnly.error.code, readOnly.error.message));
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    exit = out.failure(error instanceof CommanderError ? new KeyrackError('E_USAGE', error.message.replace(/^error: /, '')) : error);
  }
  await keyrack.settled();
  return exit;
}

/** commander prints and exits by itself unless every command is told not to. */
function quiet(command: Command): Command {
  command.exitOverride().configureOutput({ writeErr: () => undefined });
  for (const child of command.commands) quiet(child);
  return command;
}
