import { Command, Option } from 'commander';
import type { UnlockWay } from '../../shared/model.js';
import type { Shell } from '../program.js';
import { table } from '../table.js';

/** `init`, `status`, `recovery repair`, `activity`. */
export const vaultCommands = ({ keyrack, out }: Shell): readonly Command[] => [
  new Command('init')
    .description('make the vault; prints the recovery key once')
    .addOption(new Option('--unlock <way>', 'what opens it').choices(['keychain', 'passphrase']))
    .option('--no-recovery', 'make no recovery key')
    .option('--json')
    .action(async ({ unlock, recovery }: { unlock?: UnlockWay; recovery: boolean }) => {
      const made = await keyrack.init({ unlock: unlock ?? null, recovery });
      out.note('The recovery key opens the vault when nothing else does. Write it down now: it is not shown again.');
      out.result(made, ({ recoveryKey }) => recoveryKey ?? '');
    }),
  new Command('status').option('--json').action(async () => {
    const { report, warnings } = await keyrack.status();
    out.warn(warnings);
    out.result(report, (it) =>
      table([
        ['home', it.home],
        ['vault', it.vaultId ?? 'none yet: keyrack init'],
        ['opens by', it.unlock ?? '-'],
        ['locked', it.locked ? 'yes' : 'no'],
        ['organizations', String(it.organizations ?? '-')],
        ['keys', String(it.keys ?? '-')],
        ['recovery key', it.recovery ? 'yes' : 'no'],
        ['last backup', it.lastBackupAt ?? 'never'],
      ]),
    );
  }),
  new Command('recovery').description('mend the vault').addCommand(
    new Command('repair')
      .description('move damaged files aside and promote the good copy')
      .addOption(new Option('--keep <which>', 'when the vault is older than what was saved last').choices(['vault', 'newest']))
      .option('--json')
      .action(async ({ keep }: { keep?: 'vault' | 'newest' }) => {
        const { movedAside, promoted, view } = await keyrack.repair(keep ? { keep } : {});
        out.result({ movedAside, promoted, revision: view.revision }, (it) =>
          it.movedAside.length + it.promoted.length === 0
            ? 'Nothing to mend.'
            : [...it.movedAside.map(({ from, to }) => `moved ${from} to ${to}`), ...it.promoted.map((file) => `promoted ${file}`)].join(
                '\n',
              ),
        );
      }),
  ),
  new Command('activity')
    .description('who used what, when')
    .option('--key <key>', 'only this key')
    .option('--since <duration>', 'as in 7d')
    .option('--json')
    .action(async ({ key, since }: { key?: string; since?: string }) => {
      const { parseLifetime } = await import('../../core/lifetime.js');
      const lines = await keyrack.activity({ key: key ?? null, sinceSeconds: since === undefined ? null : parseLifetime(since) });
      out.result(lines, (all) => table(all.map((it) => [it.at, it.what, it.organization ?? '-', it.name ?? '-', it.outcome, it.from])));
    }),
];
