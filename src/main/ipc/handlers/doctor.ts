import type { Handlers } from '../../../shared/ipc/contract.js';
import type { LockFacts } from '../../../strongroom/client/contract.js';
import type { Shell } from '../../shell.js';

export const doctorHandlers = ({ keyrack, ask }: Shell): Handlers['doctor'] => ({
  run: async () => [...(await keyrack.doctor())],
  async breakLock() {
    const lock = await keyrack.lockHolder();
    if (lock === null || !(await ask.confirm({ message: 'Remove the lock?', detail: detailOf(lock), button: 'Remove the lock' })))
      return { broken: false };
    await keyrack.breakLock({ mark: lock.mark, evenAlive: true });
    return { broken: true };
  },
});

const detailOf = ({ holder, pid, host }: LockFacts): string => {
  switch (holder) {
    case 'alive':
      return `Process ${pid} on this machine holds it and is running. If it is saving, what it saves will be lost.`;
    case 'gone':
      return `Process ${pid}, which held it, has ended.`;
    case 'foreign':
      return `Process ${pid} on ${host}, or in another container, holds it. Make sure that no Keyrack is running there.`;
    case 'unclear':
      return 'The lock is empty or not Keyrack’s. Make sure that no Keyrack is running on any machine that uses this vault.';
  }
};
