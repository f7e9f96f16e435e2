import { Command } from 'commander';
import type { ListKeys } from '../../../core/usecases/keys/list-keys.js';
import type { CommandContext, CommandModule } from '../../command.js';
import { listing } from '../../table.js';

export const listCommand: CommandModule<ListKeys> = {
  build: (run) =>
    new Command('list')
      .description('the stored keys')
      .argument('[query]', 'words to look for in names, ids and tags')
      .option('--org <name>', 'only of this organization (whole name or id)')
      .option('--trash', 'what is in the Trash')
      .option('--json', 'print JSON')
      .action((query: string | undefined, { org, trash }: { org?: string; trash?: true }) =>
        run({ query: query ?? null, organization: org ?? null, trash: trash === true }),
      ),
  run: runList,
};

async function runList({ keyrack, out }: CommandContext, request: ListKeys): Promise<void> {
  const keys = await keyrack.listKeys(request);
  out.result(keys, (all) =>
    listing(
      ['ORGANIZATION', 'NAME', 'KEY ID', 'KIND', 'ROLES', 'LAST TEST'],
      all.map((it) => [it.organization, it.name, it.keyId, it.kind, it.roles.join(', ') || '-', it.lastTest?.outcome ?? 'not tested']),
    ),
  );
  if (keys.length === 0) out.note(await whyEmpty(keyrack, request));
}

async function whyEmpty(keyrack: CommandContext['keyrack'], { query, organization, trash }: ListKeys): Promise<string> {
  if (query !== null || organization !== null) return 'No key matches; “keyrack list” shows all.';
  if (trash) return 'The Trash is empty.';
  const trashed = await keyrack.listKeys({ query: null, organization: null, trash: true });
  return trashed.length > 0
    ? 'Every key lies in the Trash: “keyrack list --trash” shows them, “keyrack undo” brings back what was removed last.'
    : 'No key is stored yet: keyrack import FILE --org NAME --issuer UUID, or “keyrack import --from all” to look where other tools keep theirs.';
}
