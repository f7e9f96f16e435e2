import { Argument, Command } from 'commander';
import { beginsAs } from '../../shared/same-name.js';
import type { CommandContext, CommandModule } from '../command.js';
import { bashInsertion, bashWords } from '../completion/bash-words.js';
import { type Offer, offerFor } from '../completion/candidates.js';
import { type CompletedShell, completedShells } from '../completion/scripts.js';

interface CompleteRequest {
  readonly shell: CompletedShell;
  /** bash: the line up to the cursor, and the part that will be replaced. Else the words, the last being the current one. */
  readonly words: readonly string[];
  readonly program: Command;
}

/** What the scripts of `completion` ask at every Tab; for nobody else. */
export const completeName = '__complete';
export const completeCommand: CommandModule<CompleteRequest> = {
  build: (run) =>
    new Command(completeName)
      .addArgument(new Argument('<shell>').choices(completedShells))
      .argument('[words...]')
      .action((shell: CompletedShell, words: readonly string[], _flags: unknown, command: Command) =>
        run({ shell, words, program: command.parent ?? command }),
      ),
  run: runComplete,
};

/** Whoever writes “Acme / CI”, as we do, goes on so: a shell offers only what begins with what was typed. */
function spelledAs(current: string, offered: Offer): Offer {
  const [slash] = /\s*\/\s*/.exec(current) ?? [];
  if (offered === 'files' || slash === undefined || slash === '/') return offered;
  return offered.map(({ value, note }) => ({ value: value.replace('/', slash), note }));
}

async function runComplete({ keyrack, out }: CommandContext, { shell, words, program }: CompleteRequest): Promise<void> {
  const offer = async (before: readonly string[], current: string) =>
    spelledAs(current, await offerFor(program, before, current, () => keyrack.storedNames()));
  const print = (lines: readonly string[] | 'files') =>
    out.result(null, () => (lines === 'files' ? lines : ['words', ...lines].join('\n')));
  if (shell === 'bash') {
    const [line = '', replaced = ''] = words;
    const typed = bashWords(line);
    const offered = await offer(typed.words, typed.current);
    print(offered === 'files' ? offered : offered.flatMap(({ value }) => bashInsertion(value, typed, replaced) ?? []));
    return;
  }
  const current = words.at(-1) ?? '';
  const all = await offer(words.slice(0, -1), current);
  // zsh takes what it is given: what is the same name in another spelling goes on as well. fish chooses for itself.
  const offered = all === 'files' || shell === 'fish' ? all : all.filter(({ value }) => beginsAs(value, current));
  const line = ({ value, note }: Exclude<Offer, 'files'>[number]) => (shell === 'fish' && note !== '' ? `${value}\t${note}` : value);
  print(offered === 'files' ? offered : offered.map(line));
}
