import { Argument, Command } from 'commander';
import type { CommandContext, CommandModule } from '../command.js';
import { type CompletedShell, completedShells, scripts } from '../completion/scripts.js';

export const completionCommand: CommandModule<CompletedShell> = {
  build: (run) =>
    new Command('completion')
      .description('what makes a shell complete commands, organizations and keys')
      .addArgument(new Argument('<shell>', 'in ~/.bashrc: source <(keyrack completion bash)').choices(completedShells))
      .action((shell: CompletedShell) => run(shell)),
  run: runCompletion,
};

async function runCompletion({ out }: CommandContext, shell: CompletedShell): Promise<void> {
  const script = scripts[shell];
  out.result({ shell, script }, () => script.trimEnd());
}
