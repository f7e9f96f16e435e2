import { Command } from 'commander';
import { parseDuration } from '../../../core/lifetime.js';
import type { ListActivity, ListedActivity } from '../../../core/usecases/vault/activity.js';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { CommandContext, CommandModule } from '../../command.js';
import { listing } from '../../table.js';

export const activityCommand: CommandModule<ListActivity> = {
  build: (run) =>
    new Command('activity')
      .description('which key was used for what, and when; newest first')
      .option('--key <key>', 'only of this key')
      .option('--since <duration>', 'as in 7d or 12h')
      .option('--json', 'print JSON')
      .action(({ key, since }: { key?: string; since?: string }) => run({ key: key ?? null, sinceSeconds: secondsOf(since) })),
  run: runActivity,
};

function secondsOf(since: string | undefined): number | null {
  const seconds = since === undefined ? null : parseDuration(since);
  if (since !== undefined && seconds === null)
    throw new KeyrackError('E_USAGE', '--since takes a whole number and a unit, as in 7d or 12h.');
  return seconds;
}

async function runActivity({ keyrack, out }: CommandContext, request: ListActivity): Promise<void> {
  const lines = await keyrack.activity(request);
  out.result(lines, (all) =>
    listing(
      ['WHEN', 'WHAT', 'ORGANIZATION', 'KEY', 'OUTCOME', 'FROM'],
      all.map((it) => [it.at, it.what, it.organization ?? '-', it.name ?? nameless(it), it.outcome, it.from]),
    ),
  );
  if (lines.length === 0) out.note(whyEmpty(request));
}

/** Names are not written down: of a key that is purged its id is what is left. */
const nameless = ({ id }: ListedActivity): string => (id === null ? '-' : `purged (${id.slice(0, 8)})`);

const whyEmpty = ({ key, sinceSeconds }: ListActivity): string =>
  key === null && sinceSeconds === null
    ? 'Nothing was done yet: “keyrack import” and “keyrack token” are written down here.'
    : 'Nothing is written down for this; “keyrack activity” shows all that is.';
