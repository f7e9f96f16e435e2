import { Command } from 'commander';
import type { EditKey } from '../../core/usecases/edit-key.js';
import { showName } from '../../shared/text.js';
import { collect, given, type Run, type Shell } from '../shell.js';

interface Flags {
  readonly name?: string;
  readonly role?: readonly string[];
  readonly org?: string;
  readonly default?: true;
}

export const editCommand = (run: Run<EditKey>): Command =>
  new Command('edit')
    .description('rename a key, note its roles, move it, make it the default')
    .argument('<key>', 'Organization/Key name, a Key ID, or the beginning of one')
    .option('--name <text>', 'what to call it')
    .option('--role <role>', 'as in APP_MANAGER; again for more', collect)
    .option('--org <name>', 'move it there (whole name or id)')
    .option('--default', 'the key its organization’s name means')
    .option('--json', 'print JSON')
    .action((key: string, { name, role, org, default: preferred }: Flags) =>
      run({ key, ...given('name', name), ...given('roles', role), ...given('organization', org), ...given('default', preferred) }),
    );

export async function runEdit({ keyrack, out }: Shell, request: EditKey): Promise<void> {
  out.result(await keyrack.editKey(request), (key) => `Changed ${showName(`${key.organization} / ${key.name} (${key.keyId})`)}.`);
}
