import { homedir } from 'node:os';
import { basename } from 'node:path';
import type { FoundKeyRow, FoundKeys } from '../../../core/usecases/imports/find-keys.js';
import { isWorthwhile } from '../../../core/usecases/imports/find-keys.js';
import { KeyrackError } from '../../../shared/errors/index.js';
import { showName } from '../../../shared/text.js';
import { placedTools } from '../../../shared/tools/places.js';
import type { Skipped } from '../../../strongroom/client/contract.js';
import type { CommandContext } from '../../command.js';
import type { Terminal } from '../../prompts/terminal.js';
import { table } from '../../table.js';
import { progressLine, report } from './import-report.js';

export interface ImportFrom {
  readonly from: readonly string[];
  readonly limit: number;
  readonly organization: string | null;
  readonly issuerId: string | null;
  readonly keepBoth: boolean;
  /** Everything worthwhile, without asking. */
  readonly yes: boolean;
  /** Look only. */
  readonly preview: boolean;
}

/** What lies there is shown first; nothing is imported before it was confirmed (B-61). */
export async function runImportFrom(context: CommandContext, request: ImportFrom): Promise<void> {
  const { keyrack, out, terminal } = context;
  const { from, limit, preview, yes, organization, issuerId, keepBoth } = request;
  const found = await keyrack.findKeys({
    from,
    limit,
    into: { organization, issuerId },
    onProgress: ({ done, total, waitingFor }) => out.progress(progressLine('Looked at', done, total, waitingFor)),
  });
  if (preview) return out.result(found.rows, () => previewOf(found, organization));
  if (!yes && terminal === null)
    throw new KeyrackError('E_USAGE', 'Nothing was imported: there is no terminal to ask on. Look with --preview, then give --yes.');
  const worthwhile = found.rows.filter((row) => isWorthwhile(row, keepBoth));
  for (const line of asideOf(found)) out.say(`keyrack: ${line}`);
  if (yes || terminal === null) {
    const failure = from.includes('all') ? null : failureOf(found.rows, worthwhile);
    // Nobody has seen the table: what is passed by for a reason is said.
    for (const line of leftOutOf(found.rows, failure === null ? worthwhile : [...worthwhile, failure])) out.say(`keyrack: ${line}`);
    await store(context, request, worthwhile);
    if (failure?.error)
      throw new KeyrackError(failure.error.code, `${short(failure.path)}: ${failure.error.message}${toolsFor(failure, from)}`);
    return;
  }
  out.say(previewOf(found, organization));
  if (worthwhile.length === 0) return store(context, request, worthwhile);
  await store(context, request, await askWhich(terminal, found.rows, worthwhile, out.say));
}

const tries = 3;

/** What cannot be understood whole is asked again: part of an answer is not what was meant. */
async function askWhich(
  terminal: Terminal,
  rows: readonly FoundKeyRow[],
  worthwhile: readonly FoundKeyRow[],
  say: (line: string) => void,
): Promise<readonly FoundKeyRow[]> {
  for (let left = tries; left > 0; left -= 1) {
    const answer = await terminal.ask(`Import ${worthwhile.length} of ${rows.length}? [y, n, or rows as in 1,3-5] `);
    const picked = pickedBy(answer, rows, worthwhile);
    if (typeof picked !== 'string') {
      if (picked.length > 0) return picked;
      break;
    }
    say(picked);
  }
  throw new KeyrackError('E_CANCELLED', 'Nothing was imported.');
}

async function store(
  context: CommandContext,
  { organization, issuerId, keepBoth }: ImportFrom,
  rows: readonly FoundKeyRow[],
): Promise<void> {
  const { keyrack, out, stopSignal } = context;
  if (rows.length === 0) out.say('Nothing new to import.');
  const imported = await keyrack.importFound({
    rows,
    organization,
    program: 'app-store',
    issuerId,
    keepBoth,
    signal: stopSignal(),
    onProgress: (done, total, waitingFor) => out.progress(progressLine('Importing', done, total, waitingFor)),
  });
  report(context, imported);
}

/** `y`, or the rows by number; none for `n` and for nothing typed. A text: why the answer cannot be taken. A row that was refused cannot be picked. */
export function pickedBy(
  answer: string,
  rows: readonly FoundKeyRow[],
  worthwhile: readonly FoundKeyRow[],
): readonly FoundKeyRow[] | string {
  const text = answer.trim().toLowerCase();
  if (/^(y|yes)$/.test(text)) return worthwhile;
  if (/^(n|no)?$/.test(text)) return [];
  if (!/^\d+(-\d+)?([\s,]+\d+(-\d+)?)*$/.test(text)) return 'That is neither y, n nor rows.';
  const ranges = text.split(/[\s,]+/).map((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return { first, last };
  });
  if (ranges.some(({ first, last }) => last < first)) return 'A range begins with its lower row, as in 3-5.';
  const beyond = ranges.flatMap(({ first, last }) => [first, last]).find((row) => row < 1 || row > rows.length);
  if (beyond !== undefined) return `There is no row ${beyond}; the rows are 1 to ${rows.length}.`;
  const picked = rows.filter(({ row }) => ranges.some(({ first, last }) => row >= first && row <= last));
  const refused = picked.find(({ state }) => state === 'refused');
  return refused ? `Row ${refused.row} cannot be imported.` : picked;
}

const states: Readonly<Record<FoundKeyRow['state'], string>> = {
  new: 'new',
  stored: 'already stored',
  trashed: 'in the Trash, restored by an import',
  repeat: 'the same as row',
  'known-id': 'its Key ID is stored',
  elsewhere: 'reads',
  conflict: 'conflict:',
  refused: 'not imported:',
};

const needed: Readonly<Record<NonNullable<FoundKeyRow['needs']>, string>> = {
  organization: 'needs to know where it belongs (--org)',
  issuer: 'needs its team’s Issuer ID (--issuer)',
};

/** What is wrong with an ID of its file, in words (B-43). */
const oddId = ({ warnings }: FoundKeyRow): string | null => warnings.find(({ code }) => code === 'W_ID_ODD')?.message ?? null;

function previewOf({ rows }: FoundKeys, organization: string | null): string {
  if (rows.length === 0) return 'No key was found.';
  const more = (row: FoundKeyRow): string => {
    if (row.state === 'repeat') return ` ${row.sameAs}`;
    if (row.state === 'elsewhere') return ` ${short(row.keyPath ?? '')}`;
    if (row.error !== null) return ` ${row.error.message}`;
    if (row.storedAs !== null) return `: ${row.storedAs}`;
    const odd = row.keyId === null ? oddId(row) : null;
    return odd === null ? '' : `: ${odd}`;
  };
  const needs = (row: FoundKeyRow): string => (row.needs === null ? '' : `; ${needed[row.needs]}`);
  return table([
    ['ROW', 'FROM', 'KEY ID', 'ORGANIZATION', 'WHAT'],
    ...rows.map((row) => [
      String(row.row),
      `${row.tool === null ? '' : `${row.tool}: `}${short(row.path)}${row.record === null ? '' : ` (${row.record})`}`,
      row.keyId ?? (oddId(row) === null ? 'not known' : 'not right'),
      organization ?? row.organization ?? '? (--org)',
      `${states[row.state]}${more(row)}${needs(row)}`,
    ]),
  ]);
}

const whys: Readonly<Record<Skipped['why'], string>> = {
  link: 'links are not followed',
  apart: 'not looked into',
  deep: 'more than three folders down',
  unreadable: 'could not be read',
};

const mostLines = 20;
function firstOf(lines: readonly string[], rest: string): readonly string[] {
  return lines.length > mostLines ? [...lines.slice(0, mostLines), `${lines.length - mostLines} more ${rest}.`] : lines;
}

function leftOutOf(rows: readonly FoundKeyRow[], taken: readonly FoundKeyRow[]): readonly string[] {
  const lines = rows.flatMap((row) =>
    row.error === null || taken.includes(row)
      ? []
      : [showName(`${short(row.path)}: not imported: ${row.error.message} (${row.error.code})`)],
  );
  return firstOf(lines, 'were not imported');
}

/** A place that was named and is not there; or refusals alone, and nothing imported: an error, as for files named one by one. */
const failureOf = (rows: readonly FoundKeyRow[], taken: readonly FoundKeyRow[]): FoundKeyRow | null => {
  const refused = rows.filter((row) => row.error !== null && !taken.includes(row));
  return refused.find(({ error }) => error?.code === 'E_FILE_MISSING') ?? (taken.length === 0 ? (refused[0] ?? null) : null);
};

/** A tool’s name misspelt is taken for a path. */
const toolsFor = ({ path, error }: FoundKeyRow, from: readonly string[]): string =>
  error?.code === 'E_FILE_MISSING' && /^[\w-]+$/.test(basename(path ?? '')) && from.includes(basename(path ?? ''))
    ? ` The tools are ${placedTools.join(', ')}, all.`
    : '';

function asideOf({ skipped, more }: FoundKeys): readonly string[] {
  const lines = skipped.map(({ path, why }) => `${showName(short(path))}: skipped, ${whys[why]}.`);
  return [...firstOf(lines, 'were skipped'), ...(more ? ['There are more files than one scan looks at: --limit N looks at more.'] : [])];
}

const short = (path: string | null): string =>
  path === null ? '-' : path.startsWith(`${homedir()}/`) ? `~${path.slice(homedir().length)}` : path;
