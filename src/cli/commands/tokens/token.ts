import { Command } from 'commander';
import { parseLifetime } from '../../../core/lifetime.js';
import type { CopyToken } from '../../../core/usecases/tokens/copy-token.js';
import { keyCalled, showName } from '../../../shared/text.js';
import { type CommandContext, type CommandModule, collect, given } from '../../command.js';

interface TokenRequest extends CopyToken {
  readonly copy: boolean;
}
interface Flags {
  readonly lifetime?: string;
  readonly scope?: readonly string[];
  readonly copy?: true;
  readonly header?: true;
}

export const tokenCommand: CommandModule<TokenRequest> = {
  build: (run) =>
    new Command('token')
      .description('print a fresh token')
      .argument('[key]', 'Organization/Key name, a Key ID, or the beginning of one')
      .option('--lifetime <duration>', '30s to 20m (default: 20m); up to 180d with a --scope Apple takes for long-lived tokens')
      .option('--scope <entry>', 'as in “GET /v1/apps”; again for more', collect)
      .option('--copy', 'put it on the clipboard and print nothing')
      .option('--header', 'as an Authorization header')
      .option('--json', 'print JSON')
      .action((key: string | undefined, { lifetime, scope, copy, header }: Flags) =>
        run({
          key,
          scope: scope ?? null,
          ...given('lifetimeSeconds', lifetime === undefined ? undefined : parseLifetime(lifetime)),
          copy: copy === true,
          header: header === true,
        }),
      ),
  run: runToken,
};

async function runToken({ keyrack, out }: CommandContext, { copy, ...request }: TokenRequest): Promise<void> {
  if (copy) {
    const { receipt, validUntil, warnings } = await keyrack.copyToken(request);
    out.warn(warnings);
    out.result(receipt, () => '');
    out.note(`Token for ${showName(keyCalled(receipt))} copied. Valid until ${new Date(validUntil).toISOString()}.`);
    return;
  }
  const { receipt, warnings } = await keyrack.mintToken(request);
  out.warn(warnings);
  out.secret(receipt, ({ token }) => (request.header ? `Authorization: Bearer ${token}` : token));
}
