import { appleHosts } from '../../../shared/apple/hosts.js';
import { type Checked, normaliseIssuerId, normaliseKeyId } from '../../../shared/apple/ids.js';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { SignAs, Signer } from '../../client/contract.js';
import type { Context } from '../context.js';
import type { StoredKey, VaultDocument } from '../document/document.js';
import { createTokenSigner, type SigningKey } from './sign.js';

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
      const { issuerId, program } = organization;
      return tokens.sign(request.as ? signingAs(key, request.as, request.lifetimeSeconds) : { key, issuerId, program }, request, nowMs);
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

/** Seconds: a token that says what is not stored is for one request, and no longer. */
const longestAs = 120;

/** The wall holds by itself: whatever is said of a key has the shape of what could be stored. */
function signingAs(key: StoredKey, { keyId, issuerId, kind, program }: SignAs, lifetimeSeconds: number): SigningKey {
  const isKept = (checked: Checked<string>, value: string) => checked.ok && checked.value === value;
  const isIssuer = issuerId !== null && isKept(normaliseIssuerId(issuerId), issuerId);
  const isWhose = kind === 'individual' ? issuerId === null : kind === 'team' && isIssuer;
  const isShaped = isKept(normaliseKeyId(keyId), keyId) && isWhose && Object.hasOwn(appleHosts, program);
  if (!isShaped) throw new KeyrackError('E_USAGE');
  if (!(lifetimeSeconds <= longestAs)) throw new KeyrackError('E_LIFETIME');
  return { key: { ...key, keyId, kind }, issuerId, program };
}

function findKey(document: VaultDocument, id: string) {
  const key = document.keys.find((one) => one.id === id && one.trashedAt === null);
  const organization = document.organizations.find((one) => one.id === key?.organizationId);
  if (!key || !organization) throw new KeyrackError('E_NOT_FOUND');
  return { key, organization };
}
