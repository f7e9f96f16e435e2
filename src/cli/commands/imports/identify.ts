import { Command } from 'commander';
import type { Identified, OnProgress, Source } from '../../../strongroom/client/contract.js';
import type { CommandContext, CommandModule } from '../../command.js';
import { facts } from '../../table.js';
import { progressLine } from './import-report.js';

interface Identify {
  readonly source: Source;
}

export const identifyCommand: CommandModule<Identify> = {
  build: (run) =>
    new Command('identify')
      .description('what is this, which stored key is it, and what mangled it? Prints no key')
      .argument('<file>', 'a .p8, a variable’s text, base64, a tool’s JSON or a token; - is stdin')
      .option('--json', 'print JSON')
      .action((file: string) => run({ source: file === '-' ? { from: 'stdin' } : { from: 'file', path: file } })),
  run: runIdentify,
};

async function runIdentify({ keyrack, out }: CommandContext, request: Identify): Promise<void> {
  const onProgress: OnProgress = ({ done, total, waitingFor }) => {
    if (waitingFor !== null) out.progress(progressLine('Looked at', done, total, waitingFor));
  };
  out.result(await keyrack.identify({ ...request, onProgress }), inWords);
}

function inWords({ kind, keyId, organization, name, fingerprint, stored, repairs }: Identified): string {
  const pairs: (readonly [string, string])[] = [['What', whatIs(kind)]];
  if (keyId !== null) pairs.push(['Key ID', keyId]);
  pairs.push(['Stored', stored ? `yes, in ${organization ?? '?'} / ${name ?? '?'}` : 'no']);
  if (fingerprint !== null) pairs.push(['Fingerprint', fingerprint]);
  for (const repair of repairs) pairs.push(['Mangled', repair]);
  return facts(pairs);
}

function whatIs(kind: Identified['kind']): string {
  if (kind === 'key') return 'a private key';
  if (kind === 'public-key') return 'the public half of a key';
  if (kind === 'token') return 'a token';
  if (kind === 'variables') return 'variables (.env) with keys';
  return `a JSON of ${kind === 'list-json' ? 'keys' : kind.replace(/-json$/, '')}`;
}
