import type { KeyData, KeyTest } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';

export interface Cause {
  readonly title: string;
  /** What was looked at, and what it showed. */
  readonly found: string;
  readonly state: 'likely' | 'possible' | 'ruled out';
}

/**
 * Why Apple may have answered 401 to this key: it never says which part was wrong (facts/apple.md section 3), but most causes
 * can be checked from here. What is left when the others are ruled out is the likely one, and comes first.
 */
export function causesOfRefusal(
  card: KeyData,
  organization: Organization,
  keys: readonly KeyData[],
  result: KeyTest | undefined,
): readonly Cause[] {
  const checked = [...(card.kind === 'team' ? [issuer(card, organization, keys)] : []), keyId(card), clock(result)];
  const open = checked.filter(({ state }) => state !== 'ruled out');
  const revoked: Cause = {
    title: 'The key was revoked',
    found: 'Only App Store Connect can say: is it still in the list of active keys?',
    state: open.length === 0 ? 'likely' : 'possible',
  };
  return open.length === 0 ? [revoked, ...checked] : [...open, revoked, ...checked.filter(({ state }) => state === 'ruled out')];
}

function issuer(card: KeyData, organization: Organization, keys: readonly KeyData[]): Cause {
  const title = 'The Issuer ID is another team’s';
  const proof = keys.find(
    (one) => one.id !== card.id && one.organizationId === organization.id && one.kind === 'team' && one.lastTest?.outcome === 'ok',
  );
  return proof
    ? { title, found: `${proof.name} answers with the same Issuer ID.`, state: 'ruled out' }
    : { title, found: `No other key of ${organization.name} has shown that it is right.`, state: 'possible' };
}

function keyId(card: KeyData): Cause {
  const title = 'The Key ID is not this key’s';
  if (card.sourceName.toUpperCase().includes(card.keyId))
    return { title, found: 'The file was named after it by Apple.', state: 'ruled out' };
  return { title, found: `The file was named ${card.sourceName}, which does not say it.`, state: 'likely' };
}

function clock(result: KeyTest | undefined): Cause {
  const title = 'This computer’s clock is wrong';
  const skew = result?.clockSkewSeconds ?? null;
  if (skew === null) return { title, found: 'Not measured: test again.', state: 'possible' };
  if (Math.abs(skew) <= 30) return { title, found: 'It agrees with Apple’s.', state: 'ruled out' };
  return {
    title,
    found: `It is ${Math.abs(skew)} s ${skew > 0 ? 'fast' : 'slow'}, but the token was made on Apple’s time.`,
    state: 'ruled out',
  };
}
