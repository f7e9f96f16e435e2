import { Command } from 'commander';
import type { Explained } from '../../../core/usecases/tokens/why.js';
import type { ToldCause } from '../../../shared/diagnosis/report.js';
import { kindOf } from '../../../shared/errors/index.js';
import { keyCalled, showName } from '../../../shared/text.js';
import { headlineOf } from '../../../shared/words/causes.js';
import type { CommandContext, CommandModule } from '../../command.js';
import { exit, exitCodeOf } from '../../exit-codes.js';

interface WhyRequest {
  readonly key: string | undefined;
}

export const whyCommand: CommandModule<WhyRequest> = {
  build: (run) =>
    new Command('why')
      .description('why Apple refused a key: asks what settles it, at most four requests, and changes nothing')
      .argument('[key]', 'Organization/Key name, a Key ID, or the beginning of one')
      .option('--json', 'print JSON')
      .action((key: string | undefined) => run({ key })),
  run: runWhy,
};

async function runWhy({ keyrack, out, stopSignal, exitWith }: CommandContext, request: WhyRequest): Promise<void> {
  const onAsk = (most: number) => out.say(`keyrack: Apple is asked up to ${most} times, each time for what every key may see.`);
  const explained = await keyrack.why({ ...request, onAsk, signal: stopSignal() });
  if (explained.host) out.say(`keyrack: ${explained.host} was asked (KEYRACK_API_URL), not Apple.`);
  out.result(explained, inWords);
  exitWith(exitOf(explained));
}

/** As `test`: 6 where Apple refuses the key or an agreement blocks it, 5 where Apple was not reached. */
export function exitOf({ explains }: Explained): number {
  if (explains === 'E_APPLE_UNAUTHORIZED' || explains === 'E_APPLE_AGREEMENT') return exit.appleRefused;
  return explains === null || kindOf(explains) === 'apple-refused' ? exit.ok : exitCodeOf(explains);
}

const howSure = { certain: 'certain', likely: 'most likely', possible: 'possible', 'ruled-out': 'ruled out' } as const;

/** What a person reads. */
export function inWords(explained: Explained): string {
  const { causes, checks, requests } = explained;
  const name = keyCalled(explained);
  const [first] = causes;
  if (!first) return showName(`${name}: Apple takes it; there is nothing to explain.`);
  const isFound = first.confidence === 'certain' || first.confidence === 'likely';
  const lines = [
    `${name}: ${isFound ? `${headlineOf(first)}. ${first.showed}` : 'nothing is likelier than the rest.'}`,
    ...(isFound && first.fix ? [`  ${first.fix}`] : []),
    '',
    ...causes.flatMap(aboutCause),
    '',
    `Asked ${requests === 1 ? 'once' : `${requests} times`}${checks.length > 0 ? ':' : '.'}`,
    ...checks.map(({ asked, came }) => `  ${asked} ${came}`),
  ];
  return lines.map(showName).join('\n');
}

const aboutCause = ({ title, confidence, showed, check }: ToldCause): readonly string[] => [
  `${howSure[confidence].padEnd(11)}  ${title}. ${showed}`,
  ...(check ? [`             Not asked yet: ${check}`] : []),
];
