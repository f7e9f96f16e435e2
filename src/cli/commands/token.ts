import { Command } from 'commander';
import { parseLifetime } from '../../core/lifetime.js';
import type { TestReport } from '../../shared/model.js';
import { showName } from '../../shared/text.js';
import type { Shell } from '../program.js';

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** `token`, `test`, `which`. */
export const tokenCommands = ({ keyrack, out, exitWith }: Shell): readonly Command[] => [
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
  new Command('test')
    .description('one live request a key: does Apple take it?')
    .argument('[keys...]')
    .option('--all')
    .option('--json')
    .action(async (keys: readonly string[], { all }: { all?: true }) => {
      const onProgress = (done: number, total: number) => {
        if (total > 1) out.note(`${done} of ${total}`);
      };
      const reports = await keyrack.testConnection({ keys, all: all === true, onProgress });
      out.result(reports, (rows) => rows.map(inWords).join('\n'));
      exitWith(exitOf(reports));
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

function inWords({ organization, keyId, diagnosis, latencyMs, notes }: TestReport): string {
  const said = diagnosis
    ? `${diagnosis.title}. ${diagnosis.cause}\n  ${diagnosis.next} (${diagnosis.code})`
    : `Answered in ${latencyMs} ms.`;
  return showName(`${organization} / ${keyId}: `) + [said, ...notes.map(({ message }) => `  ${message}`)].join('\n');
}

/** 6 if any is refused or an agreement blocks it, else 5 if any is unreachable or unexpected, else 0. */
function exitOf(reports: readonly TestReport[]): number {
  if (reports.some(({ outcome, diagnosis }) => outcome === 'refused' || diagnosis?.code === 'E_APPLE_AGREEMENT')) return 6;
  return reports.some(({ outcome }) => outcome === 'unreachable' || outcome === 'unexpected') ? 5 : 0;
}
