import { Argument, Command } from 'commander';
import { type CompletedShell, completedShells, scripts } from '../completion/scripts.js';
import type { Run, Shell } from '../shell.js';

export const completionCommand = (run: Run<CompletedShell>): Command =>
  new Command('completion')
    .description('what makes a shell complete commands, organizations and keys')
    .addArgument(new Argument('<shell>', 'in ~/.bashrc: source <(keyrack completion bash)').choices(completedShells))
    .action((shell: CompletedShell) => run(shell));

export async function runCompletion({ out }: Shell, shell: CompletedShell): Promise<void> {
  const script = scripts[shell];
  out.result({ shell, script }, () => script.trimEnd());
}
