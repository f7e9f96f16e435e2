import type { Handlers } from '../../../shared/ipc/contract.js';
import type { Shell } from '../../desktop/desktop.js';
import { breakLock } from '../../words.js';

export const doctorHandlers = ({ keyrack, ask }: Shell): Handlers['doctor'] => ({
  run: async () => [...(await keyrack.doctor())],
  async breakLock() {
    const lock = await keyrack.lockHolder();
    if (lock === null || !(await ask.confirm(breakLock(lock)))) return { broken: false };
    await keyrack.breakLock({ mark: lock.mark, evenAlive: true });
    return { broken: true };
  },
});
