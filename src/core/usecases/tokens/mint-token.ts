import { ordinaryLifetimeSeconds } from '../../../shared/apple/token.js';
import { asKeyrackError, type Warning, warn } from '../../../shared/errors/index.js';
import type { TokenReceipt } from '../../../shared/model.js';
import { clockSaid } from '../../../shared/words/clock.js';
import type { Deps } from '../../deps.js';
import { checkedScope, checkLifetime } from '../../lifetime.js';
import { chosenKey } from '../../selectors/chosen-key.js';
import { issuerOf, organizationOf } from '../../selectors/listed-key.js';
import { withKey } from '../../state/state.js';

export interface MintToken {
  readonly key: string | undefined;
  /** Seconds; 20 minutes when left out, less a minute of backdating. */
  readonly lifetimeSeconds?: number;
  /** `GET /v1/…` entries; null or none: whatever the role allows. */
  readonly scope: readonly string[] | null;
}
export interface Minted {
  readonly receipt: TokenReceipt;
  readonly id: string;
  /** Milliseconds since 1970 by this machine's clock: what people look at. */
  readonly validUntil: number;
  readonly warnings: readonly Warning[];
}

/** E_SCOPE, E_LIFETIME with the reason, E_CLOCK, E_ISSUER_MISSING, and what choosing the key may reject with. */
export async function mintToken(deps: Deps, request: MintToken): Promise<Minted> {
  const scope = checkedScope(request.scope);
  const { lifetimeSeconds = ordinaryLifetimeSeconds } = request;
  const { longLived } = checkLifetime(lifetimeSeconds, scope);
  const known = deps.state.read();
  const { view, key } = await chosenKey(deps, request.key);
  const organization = organizationOf(view, key);
  deps.appleTime.recall((await known).clock);
  const signed = await sign(deps, key.id, lifetimeSeconds, scope);
  const { aheadMs } = signed;
  const receipt: TokenReceipt = {
    token: signed.token,
    keyId: key.keyId,
    issuerId: issuerOf(key, organization),
    organization: organization.name,
    name: key.name,
    scope,
    issuedAt: isoOf(signed.iat),
    expiresAt: isoOf(signed.exp),
  };
  return {
    receipt,
    id: key.id,
    validUntil: signed.exp * 1000 + aheadMs,
    warnings: [...(longLived ? [warn('W_LONG_LIVED')] : []), ...clockWarning(aheadMs)],
  };
}

async function sign(
  { strongroom, appleTime, activity, state, clock }: Deps,
  id: string,
  lifetimeSeconds: number,
  scope: readonly string[] | null,
) {
  try {
    const [nowMs, aheadMs] = [appleTime.now(), appleTime.ahead()];
    const signed = await strongroom.sign({ id, nowMs, lifetimeSeconds, scope });
    activity.note('token', [id], 'ok');
    state.update((before) => withKey(before, id, { lastUsedAt: new Date(clock.now()).toISOString() }));
    return { ...signed, aheadMs };
  } catch (error) {
    activity.note('token', [id], asKeyrackError(error).code);
    throw error;
  }
}

const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

const clockWarning = (aheadMs: number): readonly Warning[] => (aheadMs === 0 ? [] : [warn('W_CLOCK', clockSaid(aheadMs / 1_000, true))]);
