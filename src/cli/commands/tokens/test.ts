import { Command } from 'commander';
import type { TestConnection } from '../../../core/usecases/tokens/test-connection.js';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { TestReport } from '../../../shared/model.js';
import { keyCalled, showName } from '../../../shared/text.js';
import type { CommandContext, CommandModule } from '../../command.js';
import { exit } from '../../exit-codes.js';

type TestRequest = Pick<TestConnection, 'keys' | 'all'>;

export const testCommand: CommandModule<TestRequest> = {
  build: (run) =>
    new Command('test')
      .description('one live request a key: does Apple take it?')
      .argument('[keys...]', 'Organization/Key name, a Key ID, or the beginning of one')
      .option('--all', 'every stored key, four at a time')
      .option('--json', 'print JSON')
      .action((keys: readonly string[], { all }: { all?: true }) => {
        if (all && keys.length > 0) throw new KeyrackError('E_USAGE', 'Give keys or --all, not both.');
        return run({ keys, all: all === true });
      }),
  run: runTest,
};

async function runTest({ keyrack, out, stopSignal, exitWith }: CommandContext, request: TestRequest): Promise<void> {
  const signal = stopSignal();
  const reports = await keyrack.testConnection({
    ...request,
    signal,
    onProgress: (done, total) => {
      if (total > 1) out.progress(`${done} of ${total}`);
    },
  });
  const host = reports.find((report) => report.host !== null)?.host;
  if (host) out.say(`keyrack: ${host} was asked (KEYRACK_API_URL), not Apple.`);
  out.result(reports, (rows) => rows.map(inWords).join('\n'));
  if (signal.aborted) throw new KeyrackError('E_CANCELLED');
  exitWith(exitOf(reports));
}

function inWords(report: TestReport): string {
  const { diagnosis, latencyMs, notes } = report;
  const said = diagnosis
    ? [`${diagnosis.title}. ${diagnosis.cause}`, `${diagnosis.next} (${diagnosis.code})`]
    : [`Answered in ${latencyMs} ms.`];
  if (diagnosis?.code === 'E_APPLE_UNAUTHORIZED') said.push(`“keyrack why ${report.keyId}” asks Apple what would settle it.`);
  const [first = '', ...more] = [...said, ...notes.map(({ code, message }) => `${message} (${code})`)];
  return [`${keyCalled(report)}: ${first}`, ...more.map((line) => `  ${line}`)].map(showName).join('\n');
}

/** 6 if any is refused or an agreement blocks it, else 5 if any is unreachable or unexpected, else 0. */
export function exitOf(reports: readonly Pick<TestReport, 'outcome' | 'diagnosis'>[]): number {
  if (reports.some(({ outcome, diagnosis }) => outcome === 'refused' || diagnosis?.code === 'E_APPLE_AGREEMENT')) return exit.appleRefused;
  return reports.some(({ outcome }) => outcome === 'unreachable' || outcome === 'unexpected') ? exit.network : exit.ok;
}
