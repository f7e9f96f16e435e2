import { Command } from 'commander';
import type { ShownKey } from '../../../core/usecases/keys/show-key.js';
import type { CommandContext, CommandModule } from '../../command.js';
import { facts } from '../../table.js';

interface ShowRequest {
  readonly key: string | undefined;
}

export const showCommand: CommandModule<ShowRequest> = {
  build: (run) =>
    new Command('show')
      .description('all that is known of a key, but never the key itself')
      .argument('[key]', 'Organization/Key name, a Key ID, or the beginning of one')
      .option('--json', 'print JSON')
      .action((key: string | undefined) => run({ key })),
  run: runShow,
};

async function runShow({ keyrack, out }: CommandContext, request: ShowRequest): Promise<void> {
  out.result(await keyrack.showKey(request), inWords);
}

const inWords = (key: ShownKey): string =>
  facts([
    ['organization', key.organization],
    ['name', key.name],
    ['Key ID', key.keyId],
    ['Issuer ID', key.issuerId ?? '-'],
    ['kind', `${key.kind}${key.program === 'enterprise' ? ', Enterprise Program' : ''}`],
    ['roles', key.roles.join(', ') || '-'],
    ['default', key.default ? 'yes: the organization’s name means this key' : 'no'],
    ['fingerprint', key.fingerprint],
    ['file', key.sourceName],
    ['added', key.addedAt],
    ['last used', key.lastUsedAt ?? 'never'],
    ['last test', key.lastTest ? `${key.lastTest.outcome}, ${key.lastTest.at}` : 'not tested'],
    ['last backup', key.backedUpAt ?? 'in none'],
    ['id', key.id],
  ]);
