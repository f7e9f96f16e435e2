import type { Handlers } from '../../../shared/ipc/contract.js';
import type { Shell } from '../../desktop/desktop.js';

export function tokenHandlers({ keyrack, clipboard, clearedAt }: Shell): Handlers['token'] {
  // Header and payload of the last token of each key; forgotten with the window. Worthless without a signature.
  const claims = new Map<string, { header: string; payload: string }>();
  return {
    async copy({ key, lifetimeSeconds, scope = [], header = false }) {
      const copied = await keyrack.copyToken({
        key,
        header,
        scope: scope.length === 0 ? null : scope,
        ...(lifetimeSeconds === undefined ? {} : { lifetimeSeconds }),
      });
      claims.set(key, copied.claims);
      const notes = copied.warnings.filter(({ code }) => code === 'W_CLOCK');
      const exp = Date.parse(copied.receipt.expiresAt);
      return { exp, aheadMs: copied.validUntil - exp, clearedAt: clearedAt(), ...(notes.length === 0 ? {} : { notes }) };
    },
    clear: async () => ({ cleared: await clipboard.clear('asked') }),
    claims: async ({ key }) => claims.get(key) ?? null,
  };
}
