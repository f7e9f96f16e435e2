import { asKeyrackError, KeyrackError } from '../../../shared/errors/index.js';
import { namedAs } from '../../../shared/same-name.js';
import type { DecideRequest, Decision, Wanted } from '../../client/contract.js';
import type { VaultDocument } from '../document/document.js';
import { chooseIssuerId, chooseKeyId } from './chosen-ids.js';
import { organizationFor, standingsIn } from './import-decision.js';

type Asked = DecideRequest['items'][number];

/** What an import would do with each, told before it is one: by the same rules, on the document as it is now. */
export function decisionsIn(document: VaultDocument): (asked: Asked) => Decision {
  const standing = standingsIn(document);
  const named = new Map<string, VaultDocument['organizations']>();
  /** Thousands of rows go to a few organizations: those of a name are looked for once. */
  const organizationsFor = (target: NonNullable<Asked['organization']>): VaultDocument['organizations'] => {
    if ('id' in target) return document.organizations.filter(({ id }) => id === target.id);
    const known = named.get(target.name) ?? [...namedAs(document.organizations, target.name)];
    named.set(target.name, known);
    return known;
  };
  return ({ organization, item }) => {
    const { fingerprint = null, keyId: written = null, issuerId: inFile = null, program = null, kind: seenKind = null } = item.shown ?? {};
    const kind = item.kind ?? seenKind ?? 'team';
    /** The key it clashes with, whether or not both are to be kept. */
    let beside: string | null = null;
    const wants = (what: Wanted | null, error: KeyrackError | null = null): Decision => ({
      is: 'new',
      wants: what,
      error: error?.body ?? null,
      stored: beside,
    });
    const keyId = orError(() => chooseKeyId(item, written));
    if (keyId instanceof KeyrackError) return wants('key-id', keyId);
    if (keyId.other !== null) return wants('which-key-id');
    const issuerId = orError(() => chooseIssuerId(item, inFile, kind));
    if (fingerprint !== null) {
      const known = issuerId instanceof KeyrackError ? null : issuerId;
      const { stored, clash } = standing({ fingerprint, keyId: keyId.keyId, issuerId: known });
      beside = clash?.with.id ?? null;
      if (clash && item.keepBoth !== true) return wants('keep-both', clash.error);
      if (!clash && stored?.keyId === keyId.keyId)
        return { is: stored.trashedAt === null ? 'stored' : 'trashed', wants: null, error: null, stored: stored.id };
    }
    if (organization === null) return wants('organization');
    if (issuerId instanceof KeyrackError) return wants('issuer-id', issuerId);
    // The file's and the one that was given: another Issuer ID is another organization.
    const ofFile = orError(() => chooseIssuerId({ source: item.source }, inFile, kind));
    if (!(ofFile instanceof KeyrackError) && ofFile !== null && ofFile !== issuerId) return wants('which-issuer-id');
    const fields = { kind, issuerId, program, teamId: null, vendorNumber: null };
    const placed = orError(() => organizationFor(organizationsFor(organization), organization, fields, '', ''));
    if (placed instanceof KeyrackError) return wants(wantedBy[placed.code] ?? 'organization', placed);
    return wants(null);
  };
}

const wantedBy: Readonly<Record<string, Wanted>> = { E_ISSUER_MISSING: 'issuer-id', E_ISSUER_MISMATCH: 'which-issuer-id' };

function orError<T>(work: () => T): T | KeyrackError {
  try {
    return work();
  } catch (error) {
    return asKeyrackError(error);
  }
}
