import { Command } from 'commander';
import { parseLifetime } from '../../core/lifetime.js';
import type { Shell } from '../program.js';

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** `token`, `which`. */
export const tokenCommands = ({ keyrack, out }: Shell): readonly Command[] => [
  new Command('token')
    .argument('[key]', 'organization/key, Key ID or a unique prefix')
    .option('--lifetime <duration>', 'from 30s to 20m')
    .option('--scope <entry>', 'as in “GET /v1/apps”; again for more', collect)
    .option('--header', 'print an Authorization header')
    .option('--json')
    .action(async (key: string | undefined, flags: { lifetime?: string; scope?: readonly string[]; header?: true }) => {
      const lifetime = flags.lifetime === undefined ? {} : { lifetimeSeconds: parseLifetime(flags.lifetime) };
      const { receipt, warnings } = await keyrack.mintToken({ key, scope: flags.scope ?? null, ...lifetime });
      out.warn(warnings);
      out.result(receipt, ({ token }) => (flags.header ? `Authorization: Bearer ${token}` : token));
    }),
  new Command('which')
    .description('which key would be used, and why')
    .argument('[key]')
    .option('--json')
    .action(async (key: string | undefined) => {
      out.result(
        await keyrack.whichKey({ key }),
        (it) => `${it.organization} / ${it.name} (${it.keyId}), by ${it.by}${it.path ? `: ${it.path}` : ''}`,
      );
    }),
];
