import type { Machine } from '../ports/index.js';
import { type Finding, ok, warning } from './finding.js';

/** Programs that keep nothing of a process whose limit is 0, though the kernel hands it to them (systemd since bdfd7b2c). Others may. */
const heedsTheLimit = /^systemd-coredump$/;

/** A crash's dump is a picture of memory: private keys, and what opens them, are in it while the vault is open. */
export async function checkDumps(machine: Machine): Promise<Finding> {
  const dumps = await machine.coreDumps();
  if (dumps === null)
    return ok('dumps', 'Not looked at', 'What this system keeps of a program’s memory after a crash cannot be asked from here.');
  const { allowed, handler } = dumps;
  if (!allowed && (handler === null || heedsTheLimit.test(handler)))
    return ok('dumps', 'Nothing is kept', 'A crash leaves no picture of memory behind.');
  const what =
    handler === null
      ? 'This process may leave a core file when it crashes'
      : `This system hands the memory of a process that crashes to ${handler}${allowed ? '' : ', whatever this process’s own limit says'}`;
  const limit = `Run “ulimit -c 0” before Keyrack is started, in your shell’s profile say${machine.platform === 'linux' ? '; or write “* hard core 0” into /etc/security/limits.conf' : ''}.`;
  return warning(
    'dumps',
    'A crash may leave keys behind',
    `${what}. Keyrack’s memory holds keys while the vault is open.`,
    allowed ? limit : `See what ${handler} keeps, and for how long; or turn it off.`,
  );
}
