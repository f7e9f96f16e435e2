import { Command } from 'commander';
import type { ListedKey } from '../../../core/selectors/listed-key.js';
import { KeyrackError } from '../../../shared/errors/index.js';
import { showName } from '../../../shared/text.js';
import type { CommandContext, CommandModule } from '../../command.js';
import { tellingTokens } from '../../prompts/ask-tokens.js';
import { deletedLines, foundLines, kept, keptLines } from '../../prompts/deleted-lines.js';
import { goesToo } from '../../prompts/may-delete.js';

interface PurgeRequest {
  readonly key: string;
  readonly yes: boolean;
}

export const purgeCommand: CommandModule<PurgeRequest> = {
  build: (run) =>
    new Command('purge')
      .description('remove a key from every copy of the vault, for good')
      .argument('<key>', 'a whole name, a Key ID or an id; in the Trash or not')
      .option('--yes', 'do not ask, nor about files of the vault that open to nothing and go with it')
      .option('--json', 'print JSON')
      .action((key: string, { yes = false }: { yes?: boolean }) => run({ key, yes })),
  run: runPurge,
};

async function runPurge(context: CommandContext, { key, yes }: PurgeRequest): Promise<void> {
  const { keyrack, out, terminal } = context;
  if (!yes && !terminal) throw new KeyrackError('E_USAGE', 'There is nobody to ask: purging without a terminal wants --yes.');
  const confirm = async (keys: readonly ListedKey[], unopened: readonly string[]): Promise<boolean> => {
    if (yes || !terminal) return yes;
    const answer = await terminal.ask(
      `${keys.map(named).join(', ')} will be gone for good, and Apple does not give a .p8 twice. ${goesToo(unopened)}Type “yes” to purge: `,
    );
    return answer.trim().toLowerCase() === 'yes';
  };
  const { keys, deleted, setAside, found } = await keyrack.purgeKeys({ keys: [key], confirm, tell: tellingTokens(context) });
  const [purged] = keys;
  if (!purged) throw new KeyrackError('E_NOT_FOUND');
  // Said only where every copy that there is, whoever made it, was looked into.
  const isAll = setAside.length === 0 && found.length === 0;
  const said = isAll ? `Purged ${named(purged)}: no copy of the vault holds it any more.` : `Purged ${named(purged)} from the vault.`;
  out.result({ ...purged, deleted, ...kept(setAside, found) }, () => [said, ...deletedLines(deleted)].join('\n'));
  for (const line of [...foundLines(found, 'still holds it'), ...keptLines(setAside)]) out.say(line);
}

const named = ({ organization, name, keyId }: ListedKey): string => showName(`${organization} / ${name} (${keyId})`);
