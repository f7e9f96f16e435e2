import { basename } from 'node:path';
import type { Imported } from '../../../core/usecases/imports/import-keys.js';
import { keyCalled, showName } from '../../../shared/text.js';
import type { ImportedRow } from '../../../strongroom/client/contract.js';
import type { CommandContext } from '../../command.js';
import { exit, exitCodeOf } from '../../exit-codes.js';

/** What became of every key, and for many of them a line that can be copied. */
export function report({ out, exitWith }: Pick<CommandContext, 'out' | 'exitWith'>, { rows, stoppedBy }: Imported): void {
  out.result(rows, (all) =>
    all
      .filter(({ ok }) => ok)
      .map(inWords)
      .join('\n'),
  );
  for (const row of rows) explain(out, row);
  if (rows.length > 10 || (rows.length > 1 && rows.some(({ ok }) => !ok))) out.say(summary(rows));
  if (stoppedBy) throw stoppedBy;
  const refusals = rows.flatMap(({ error }) => (error ? [exitCodeOf(error.code)] : []));
  // A full disk is not the file's fault, whichever row it is told in.
  if (refusals.length > 0) exitWith(refusals.includes(exit.storage) ? exit.storage : exit.inputRefused);
}

/** For a person watching: “Importing 137 of 1000”, and the file that keeps it waiting (B-58). */
export function progressLine(doing: string, done: number, total: number, waitingFor: string | null): string {
  const line = `${doing} ${done} of ${total}`;
  return waitingFor === null ? line : `${line}: waiting for ${showName(basename(waitingFor))}, which is not on this machine yet`;
}

const has = ({ warnings }: ImportedRow, code: string) => warnings.some((warning) => warning.code === code);

function inWords(row: ImportedRow): string {
  const done = has(row, 'W_DUPLICATE') ? 'Already stored' : has(row, 'W_RESTORED') ? 'Restored from the Trash' : 'Stored and verified';
  const { organization, keyId } = row;
  return `${done}: ${showName(keyCalled({ organization, keyId: keyId ?? '?', name: row.name ?? keyId ?? '?' }))}`;
}

/** "997 stored, 1 already there, 2 refused, 500 not reached." */
export function summary(rows: readonly ImportedRow[]): string {
  const good = rows.filter(({ ok }) => ok);
  const there = good.filter((row) => has(row, 'W_DUPLICATE')).length;
  const unreached = rows.filter(({ error }) => error?.code === 'E_CANCELLED').length;
  const parts: readonly (readonly [number, string])[] = [
    [good.length - there, 'stored'],
    [there, 'already there'],
    [rows.length - good.length - unreached, 'refused'],
    [unreached, 'cancelled and not stored'],
  ];
  const counted = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return `${rows.length} files: ${counted.join(', ')}.`;
}

/** Warnings are in the rows too, so --json has them there and stderr stays empty. */
function explain(out: CommandContext['out'], { file, warnings, error }: ImportedRow): void {
  for (const { code, message } of warnings) out.say(`keyrack: ${showName(`${file}: ${message}`)} (${code})`);
  // The summary counts those that were not reached: a thousand lines would say no more.
  if (error && error.code !== 'E_CANCELLED') out.say(`keyrack: ${showName(`${file}: ${error.message}`)}\n  ${error.hint} (${error.code})`);
}
