import { Command } from 'commander';
import type { EditKey } from '../../../core/usecases/keys/edit-key.js';
import { showName } from '../../../shared/text.js';
import { type CommandContext, type CommandModule, collect, given } from '../../command.js';
import { askingTokens } from '../../prompts/ask-tokens.js';

interface Flags {
  readonly name?: string;
  readonly role?: readonly string[];
  readonly org?: string;
  readonly default?: true;
  readonly yes?: true;
}
type EditFlags = EditKey & { readonly yes?: true };

export const editCommand: CommandModule<EditFlags> = {
  build: (run) =>
    new Command('edit')
      .description('rename a key, note its roles, move it, make it the default')
      .argument('<key>', 'Organization/Key name, a Key ID, or the beginning of one')
      .option('--name <text>', 'what to call it')
      .option('--role <role>', 'as in APP_MANAGER; again for more', collect)
      .option('--org <name>', 'move it there (whole name or id)')
      .option('--default', 'the key its organization’s name means')
      .option('--yes', 'do not ask where other tokens are made from now on')
      .option('--json', 'print JSON')
      .action((key: string, { name, role, org, default: preferred, yes }: Flags) =>
        run({
          key,
          ...given('name', name),
          ...given('roles', role),
          ...given('organization', org),
          ...given('default', preferred),
          ...given('yes', yes),
        }),
      ),
  run: runEdit,
};

async function runEdit(
  context: CommandContext,
  { yes = false, ...request }: Omit<EditFlags, 'yes'> & { readonly yes?: boolean },
): Promise<void> {
  const { confirm, sayUnasked } = askingTokens(context, yes);
  const edited = await context.keyrack.editKey({ ...request, confirm });
  sayUnasked();
  context.out.result(edited, (key) => `Changed ${showName(`${key.organization} / ${key.name} (${key.keyId})`)}.`);
}
