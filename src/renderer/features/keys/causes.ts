import type { KeyData, KeyTest } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';

export interface Cause {
  readonly title: string;
  /** What was looked at, and what it showed. */
  readonly found: string;
  readonly state: 'likely' | 'possible' | 'ruled out';
  /** For the likely one: the same as a headline, and what to do about it. */
  readonly headline?: string;
  readonly next?: string;
}

/** What is known of a refused key beside its name. `answered`: when it last did, in words; null where no answer is on record. */
export interface Evidence {
  readonly card: KeyData;
  readonly organization: Organization;
  readonly keys: readonly KeyData[];
  readonly result: KeyTest | undefined;
  readonly answered: string | null;
}

/**
 * Why Apple may have answered 401 to this key: it never says which part was wrong (facts/apple.md section 3), but most causes
 * can be checked from here. What is left when the others are ruled out is the likely one, and comes first.
 */
export function causesOfRefusal(evidence: Evidence): readonly Cause[] {
  const { card, answered } = evidence;
  const checked = [clock(evidence), spurious, ...(card.kind === 'team' ? [issuer(evidence)] : []), keyId(evidence), kind(evidence), role];
  const open = checked.filter(({ state }) => state !== 'ruled out');
  const revoked: Cause = {
    title: 'The key was revoked',
    found:
      answered !== null
        ? `It answered until ${answered}. Only Apple’s list of active keys can say for sure.`
        : open.length === 0
          ? 'All that can be checked from here is in order.'
          : 'Only Apple’s list of active keys can say.',
    state: answered !== null || open.length === 0 ? 'likely' : 'possible',
    headline: 'This key was most likely revoked',
    next: `Look for ${card.keyId} in Apple’s key list. If it is not there, generate a new key; a revoked one cannot be brought back.`,
  };
  // Keys of other services look the same, so this can never be ruled out from here unless the key has once answered.
  const another: Cause = {
    title: 'Another kind of Apple key',
    found:
      answered === null ? 'Keys for push notifications or Sign in with Apple carry the same file name.' : `It answered until ${answered}.`,
    state: answered === null ? 'possible' : 'ruled out',
  };
  const all = [...checked, revoked, another];
  return (['likely', 'possible', 'ruled out'] as const).flatMap((state) => all.filter((one) => one.state === state));
}

function issuer({ card, organization, keys, answered }: Evidence): Cause {
  const title = 'The Issuer ID is another team’s';
  const proof = keys.find(
    (one) => one.id !== card.id && one.organizationId === organization.id && one.kind === 'team' && one.lastTest?.outcome === 'ok',
  );
  if (proof) return { title, found: `${proof.name} answers with the same Issuer ID.`, state: 'ruled out' };
  const found = `No other key of ${organization.name} has shown that it is right.`;
  return { title, found, state: answered === null ? 'possible' : 'ruled out' };
}

function keyId({ card, answered }: Evidence): Cause {
  const title = 'The Key ID is not this key’s';
  if (card.sourceName.toUpperCase().includes(card.keyId))
    return { title, found: 'The file was named after it by Apple.', state: 'ruled out' };
  if (answered !== null) return { title, found: `It answered with it until ${answered}.`, state: 'ruled out' };
  return {
    title,
    found: `The file was named ${card.sourceName}, which does not say it.`,
    state: 'likely',
    headline: 'Its Key ID is most likely another one',
    next: `Compare ${card.keyId} with the Key ID that Apple’s list shows beside this key’s name. If it differs, import the file again with the right one.`,
  };
}

function kind({ card, answered }: Evidence): Cause {
  const title = card.kind === 'team' ? 'It is an individual key' : 'It is a team key';
  if (answered !== null) return { title, found: `It answered as it is until ${answered}.`, state: 'ruled out' };
  const says = /^(AuthKey|ApiKey)_/.exec(card.sourceName)?.[1];
  if (says === (card.kind === 'team' ? 'AuthKey' : 'ApiKey'))
    return { title, found: `The file’s name begins with ${says}_.`, state: 'ruled out' };
  return { title, found: 'The file’s name does not say it.', state: 'possible' };
}

function clock({ result }: Evidence): Cause {
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

const spurious: Cause = {
  title: 'Apple refused a good token',
  found: 'It was asked twice, with a fresh token each time.',
  state: 'ruled out',
};
const role: Cause = { title: 'The role is too small', found: 'Apple answers 403 to that, not 401.', state: 'ruled out' };
