import { KeyrackError } from '../../../shared/errors/index.js';
import type { Signer } from '../../client/contract.js';
import type { Context } from '../context.js';
import type { VaultDocument } from '../document/document.js';
import { createTokenSigner } from './sign.js';

/** How far Apple's clock is taken to be from this one, in milliseconds: a day. */
const farthestMs = 86_400_000;

export function createSigner({ ports, store, held }: Context): Signer {
  const tokens = createTokenSigner();
  held.onForget(() => tokens.forget());
  return {
    async sign(request) {
      const { document } = await held.opened((by) => store.load(by));
      const { key, organization } = findKey(document, request.id);
      const here = ports.clock.now();
      const nowMs = request.nowMs ?? here;
      // R-91, held by the wall too: else whoever may sign could make tokens for every day to come, and keep them.
      if (!(Math.abs(nowMs - here) <= farthestMs)) throw new KeyrackError('E_CLOCK');
      return tokens.sign({ key, issuerId: organization.issuerId, program: organization.program }, request, nowMs);
    },

    async names() {
      const { document } = await held.opened((by) => store.load(by));
      const names = new Map(document.organizations.map(({ id, name }) => [id, name]));
      return document.keys
        .filter(({ trashedAt }) => trashedAt === null)
        .map(({ id, keyId, name, organizationId }) => ({ id, keyId, name, organization: names.get(organizationId) ?? '?' }));
    },
  };
}

function findKey(document: VaultDocument, id: string) {
  const key = document.keys.find((one) => one.id === id && one.trashedAt === null);
  const organization = document.organizations.find((one) => one.id === key?.organizationId);
  if (!key || !organization) throw new KeyrackError('E_NOT_FOUND');
  return { key, organization };
}
