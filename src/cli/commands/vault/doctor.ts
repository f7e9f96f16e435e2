import { Command } from 'commander';
import type { Finding } from '../../../core/doctor/finding.js';
import { KeyrackError } from '../../../shared/errors/index.js';
import { showName } from '../../../shared/text.js';
import type { LockFacts } from '../../../strongroom/client/contract.js';
import type { CommandContext, CommandModule } from '../../command.js';
import { gravestOf } from '../../exit-codes.js';

interface DoctorRequest {
  readonly breakLock: boolean;
}

export const doctorCommand: CommandModule<DoctorRequest> = {
  build: (run) =>
    new Command('doctor')
      .description('what is well and what is not: the vault, its folder, the ways in, this machine; each with what to do')
      .option('--break-lock', 'remove a lock that nobody holds any more; asks on a terminal')
      .option('--json', 'print JSON')
      .action(({ breakLock = false }: { breakLock?: boolean }) => run({ breakLock })),
  run: runDoctor,
};

async function runDoctor(context: CommandContext, { breakLock }: DoctorRequest): Promise<void> {
  if (breakLock) await removeLock(context);
  const findings = await context.keyrack.doctor();
  context.out.result(findings, (all) => all.map(inWords).join('\n'));
  context.exitWith(gravestOf(findings.flatMap(({ status, code }) => (status === 'fail' && code !== null ? [code] : []))));
}

/** Without a terminal the option is the word given, but a live holder is robbed by nobody's script. */
async function removeLock({ keyrack, out, terminal }: CommandContext): Promise<void> {
  const lock = await keyrack.lockHolder();
  if (lock === null) return out.say('There is no lock.');
  if (terminal) {
    const answer = await terminal.ask(`${holderOf(lock)} Remove the lock? Type “yes”: `);
    if (answer.trim().toLowerCase() !== 'yes') throw new KeyrackError('E_CANCELLED', 'The lock was left alone.');
  }
  await keyrack.breakLock({ mark: lock.mark, evenAlive: terminal !== null });
  out.say('The lock is removed.');
}

function holderOf({ holder, pid, host, since }: LockFacts): string {
  const when = since === null ? '' : ` since ${since}`;
  if (holder === 'alive') return `Process ${pid} is running and has held the lock${when}; if it is saving, what it saves is lost.`;
  if (holder === 'gone') return `Process ${pid}, which took the lock, has ended.`;
  if (holder === 'foreign') return `Process ${pid} on ${showName(host ?? '?')}, or in another container, has held the lock${when}.`;
  return `The lock is empty or not Keyrack’s; it has been there${when}.`;
}

const inWords = ({ status, check, title, detail, fix }: Finding): string => {
  const line = `${status.padEnd(4)}  ${check.padEnd(11)}  ${showName(`${title}. ${detail}`)}`;
  return fix === null ? line : `${line}\n${' '.repeat(19)}→ ${showName(fix)}`;
};
