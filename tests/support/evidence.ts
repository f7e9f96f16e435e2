import type { Checked, Evidence, KnownKey, KnownOrganization } from '../../src/shared/diagnosis/evidence.js';
import type { TestedWith } from '../../src/shared/model.js';

export const acmesIssuer = '57246542-96fe-1a63-e053-0824d011072a';
export const borealisIssuer = '69a6de70-03db-47e3-e053-5b8c7c11a4d1';
export const acme: KnownOrganization = { id: 'o', name: 'Acme', program: 'app-store', issuerId: acmesIssuer };
export const borealis: KnownOrganization = { id: 'p', name: 'Borealis', program: 'app-store', issuerId: borealisIssuer };

export const knownKey = (set: Partial<KnownKey> = {}): KnownKey => ({
  id: 'a',
  organizationId: 'o',
  kind: 'team',
  keyId: '2X9R4HXF34',
  name: 'CI uploads',
  roles: [],
  sourceName: 'AuthKey_2X9R4HXF34.p8',
  addedAt: '2026-01-10T10:00:00.000Z',
  trashedAt: null,
  lastTest: null,
  ...set,
});

/** What a token of `knownKey()` says, where it was answered. */
export const asItIs: TestedWith = {
  issuerId: acmesIssuer,
  keyId: '2X9R4HXF34',
  kind: 'team',
  program: 'app-store',
  host: null,
  inTime: true,
  refusals: 0,
};
/** The same, refused twice on Apple's time. */
export const refusedTwice: TestedWith = { ...asItIs, refusals: 2 };

export const answeredWith = (said: TestedWith, at = '2026-05-12T10:00:00.000Z'): Pick<KnownKey, 'lastTest'> => ({
  lastTest: { at, outcome: 'ok', code: null, latencyMs: 1, testedWith: said, answeredAt: at, answeredWith: said },
});
export const sibling = (said: TestedWith = { ...asItIs, keyId: 'SIBLING001' }): KnownKey =>
  knownKey({ id: 'b', keyId: 'SIBLING001', name: 'Reporting', sourceName: 'AuthKey_SIBLING001.p8', ...answeredWith(said) });
export const checked = (check: Checked['check'], said: TestedWith, came: Checked['came'] = 'answered', key = 'a'): Checked => ({
  check,
  key,
  with: { ...asItIs, ...said },
  came,
});

/** A key that was refused twice on Apple's time. */
export const evidence = (set: Partial<Evidence> = {}): Evidence => {
  const key = set.key ?? knownKey();
  return {
    key,
    organization: acme,
    asked: { code: 'E_APPLE_UNAUTHORIZED', with: refusedTwice, path: '/v1/territories' },
    skew: 2,
    siblings: [key],
    stored: { organizations: [acme], keys: [key] },
    checks: [],
    ...set,
  };
};
