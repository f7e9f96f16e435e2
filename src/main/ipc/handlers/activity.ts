import type { Handlers } from '../../../shared/ipc/contract.js';
import type { Shell } from '../../desktop/desktop.js';

export const activityHandlers = ({ keyrack }: Shell): Handlers['activity'] => ({
  async list({ key, limit }) {
    const lines = await keyrack.activity({ key, sinceSeconds: null, limit });
    return lines.map(({ at, id, what, outcome, from }) => ({ at, key: id, what, outcome, from }));
  },
});
