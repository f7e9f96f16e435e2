import { Command } from 'commander';
import type { ChosenBy } from '../../../core/selectors/selectors.js';
import type { WhichKey } from '../../../core/usecases/keys/which-key.js';
import { showName } from '../../../shared/text.js';
import type { CommandContext, CommandModule } from '../../command.js';

interface WhichRequest {
  readonly key: string | undefined;
}

export const whichCommand: CommandModule<WhichRequest> = {
  build: (run) =>
    new Command('which')
      .description('which key would be used here, and why')
      .argument('[key]', 'Organization/Key name, a Key ID, or the beginning of one')
      .option('--json', 'print JSON')
      .action((key: string | undefined) => run({ key })),
  run: runWhich,
};

async function runWhich({ keyrack, out }: CommandContext, request: WhichRequest): Promise<void> {
  out.result(await keyrack.whichKey(request), inWords);
}

const reasons: Readonly<Record<ChosenBy, string>> = {
  argument: 'named here',
  environment: 'named by KEYRACK_KEY',
  file: 'named by',
  folder: 'bound to',
  only: 'the only key stored',
};

const inWords = ({ organization, name, keyId, by, path }: WhichKey): string =>
  showName(`${organization} / ${name} (${keyId}), ${reasons[by]}${path === null ? '' : ` ${path}`}`);
