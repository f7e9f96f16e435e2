import { expect, test } from 'vitest';
import { type Expected, explain, type Scene, threeMonthsAgo } from '../../../../tests/support/why-scenes.js';
import { mostRequests } from './why.js';

const issuerOf = { acme: '57246542-96fe-1a63-e053-0824d011072a', borealis: '69a6de70-03db-47e3-e053-5b8c7c11a4d1' };
const other = '11111111-2222-3333-4444-555555555555';
/** The key's file says YYYYYYYYYY, and so does Apple; AAAAAAAAAA was typed. */
const typed = { stored: { sourceName: 'AuthKey_YYYYYYYYYY.p8' }, really: { keyId: 'YYYYYYYYYY' } } satisfies Scene;
const individual = { kind: 'individual' } as const;

/** What is the case, and what is said of it first: the cause, how sure, what decided it, what to do. */
const scenes: Readonly<Record<string, readonly [Scene, ...Expected]>> = {
  // The clock.
  '5 s fast': [{ fast: 5 }, null],
  '5 s slow': [{ fast: -5 }, null],
  '34 s fast': [{ fast: 34 }, 'clock', 'certain', 'clock', /Set this computer/],
  '42 s fast': [{ fast: 42 }, 'clock', 'certain', 'clock'],
  '42 s slow': [{ fast: -42 }, 'clock', 'certain', 'clock'],
  'an hour fast': [{ fast: 3_600 }, 'clock', 'certain', 'clock', /Set this computer/],
  'an hour slow': [{ fast: -3_600 }, 'clock', 'certain', 'clock'],
  'nearly a day fast': [{ fast: 86_000 }, 'clock', 'certain', 'clock'],
  'nearly a day slow': [{ fast: -86_000 }, 'clock', 'certain', 'clock'],
  'more than a day fast': [{ fast: 90_000 }, 'clock', 'certain', 'clock', /Set this computer/],
  'more than a day slow': [{ fast: -90_000 }, 'clock', 'certain', 'clock'],
  'refused, and no answer says what time it is': [{ really: null, answer: 'no-date' }, 'clock', 'possible', null],

  // Revoked: never certain, for Apple never says it.
  'revoked, answered three months ago': [{ revoked: true, answered: threeMonthsAgo }, 'revoked', 'likely', 'again', /Look for AAAAAAAAAA/],
  'revoked, and a sibling still answers': [{ revoked: true, answered: threeMonthsAgo, sibling: 'unproved' }, 'revoked', 'likely', 'again'],
  'revoked, and a sibling answered before': [
    { revoked: true, answered: threeMonthsAgo, sibling: 'proved' },
    'revoked',
    'likely',
    'sibling',
  ],
  'revoked, never seen to answer, a sibling does': [{ revoked: true, sibling: 'unproved' }, 'revoked', 'likely', null],
  'revoked, and nothing is known': [{ revoked: true }, 'issuer-id', 'possible', null],
  'an individual key that answered before': [
    { stored: individual, really: individual, revoked: true, answered: threeMonthsAgo },
    'revoked',
    'likely',
    'again',
  ],

  // Another organization's.
  'another stored organization’s key': [
    { really: { issuerId: issuerOf.borealis }, others: ['borealis'] },
    'other-team',
    'certain',
    'issuer',
    /Move it to Borealis/,
  ],
  'another’s key beside a sibling that answers': [
    { really: { issuerId: issuerOf.borealis }, others: ['borealis'], sibling: 'proved' },
    'other-team',
    'certain',
    'issuer',
    /Move it to Borealis/,
  ],
  'the same beside a sibling that was never tested': [
    { really: { issuerId: issuerOf.borealis }, others: ['borealis'], sibling: 'unproved' },
    'other-team',
    'certain',
    'issuer',
  ],
  'one of four organizations, the one that was imported just before': [
    { really: { issuerId: issuerOf.borealis }, others: ['zebra', 'borealis', 'yak', 'xenon'] },
    'other-team',
    'certain',
    'issuer',
    /Borealis/,
  ],
  'an organization that is not stored': [{ really: { issuerId: other }, sibling: 'proved' }, 'revoked', 'likely', null],
  'the same with no sibling': [{ really: { issuerId: other } }, 'issuer-id', 'possible', null],
  'not stored, and others are, that are not it': [{ really: { issuerId: other }, others: ['borealis'] }, 'issuer-id', 'possible', null],
  'a sibling is refused with this Issuer ID, too': [
    { really: { issuerId: other }, sibling: 'refused' },
    'issuer-id',
    'likely',
    'sibling',
    /Compare the Issuer ID of Acme/,
  ],
  'the Issuer ID was edited since it answered': [
    { really: { issuerId: other }, answered: { issuerId: other } },
    'issuer-id',
    'certain',
    'issuer',
    /Give Acme the Issuer ID 11111111/,
  ],
  'edited since it answered, and revoked': [
    { really: { issuerId: other }, revoked: true, answered: { issuerId: other } },
    'issuer-id',
    'likely',
    null,
  ],
  'it answered when it was in the other organization': [
    { really: { issuerId: issuerOf.borealis }, others: ['borealis'], answered: { issuerId: issuerOf.borealis } },
    'other-team',
    'certain',
    'issuer',
    /Move it to Borealis/,
  ],

  // Another Key ID.
  'the Key ID that its file says': [typed, 'key-id', 'certain', 'key-id', /Import the file again with Key ID YYYYYYYYYY/],
  'the same beside a sibling that answers': [{ ...typed, sibling: 'proved' }, 'key-id', 'certain', 'key-id'],
  'the ids of two keys swapped': [
    { stored: { sourceName: 'a.p8' }, really: { keyId: 'BBBBBBBBBB' }, swapped: true },
    'key-id',
    'certain',
    'key-id',
    /BBBBBBBBBB/,
  ],
  'the Key ID was edited since it answered': [
    { really: { keyId: 'ZZZZZZZZZZ' }, answered: { keyId: 'ZZZZZZZZZZ' } },
    'key-id',
    'certain',
    'key-id',
    /ZZZZZZZZZZ/,
  ],
  'its file says another, and Apple knows neither': [{ ...typed, really: null }, 'key-id', 'likely', null, /YYYYYYYYYY/],
  'its file says another, and that is the renamed one’s': [
    { stored: { sourceName: 'AuthKey_YYYYYYYYYY.p8' }, revoked: true },
    'key-id',
    'likely',
    null,
  ],
  'its file says nothing': [
    { stored: { sourceName: 'acme.p8' }, really: { keyId: 'YYYYYYYYYY' } },
    'key-id',
    'likely',
    null,
    /Compare AAAAAAAAAA/,
  ],

  // The other kind.
  'an individual key stored as a team key': [
    { stored: { sourceName: 'ApiKey_AAAAAAAAAA.p8' }, really: individual },
    'individual-key',
    'certain',
    'kind',
    /as an individual key/,
  ],
  'the same with a file named as a team key’s': [{ really: individual }, 'individual-key', 'certain', 'kind'],
  'the same with a file that says nothing of the kind': [
    { stored: { sourceName: 'AAAAAAAAAA.p8' }, really: individual, sibling: 'proved' },
    'individual-key',
    'certain',
    'kind',
  ],
  'a team key stored as an individual key': [{ stored: individual }, 'team-key', 'certain', 'kind', /as a team key/],
  'named as an individual key, and revoked': [
    { stored: { sourceName: 'ApiKey_AAAAAAAAAA.p8' }, revoked: true },
    'individual-key',
    'likely',
    null,
  ],
  'a team key whose organization has no Issuer ID': [
    { issuerId: null },
    'issuer-missing',
    'certain',
    'claims',
    /Add the Issuer ID of Acme/,
  ],
  'the same, and it is another organization’s': [
    { issuerId: null, really: { issuerId: issuerOf.borealis }, others: ['borealis'] },
    'other-team',
    'certain',
    'issuer',
    /Move it to Borealis/,
  ],
  'the same, and it is an individual key': [{ issuerId: null, really: individual }, 'individual-key', 'certain', 'kind'],

  // Apple's other program, and its other services.
  'a key of the Enterprise Program at App Store Connect': [
    { really: { program: 'enterprise' }, others: ['plant'] },
    'program',
    'certain',
    'program',
    /Enterprise Program/,
  ],
  'a key of App Store Connect in an organization of the Enterprise Program': [
    { program: 'enterprise', really: { program: 'app-store' } },
    'program',
    'certain',
    'program',
    /App Store Connect/,
  ],
  'a key for push notifications': [{ really: null, sibling: 'proved' }, 'revoked', 'likely', null],
  'a key for In-App Purchase': [
    { stored: { sourceName: 'SubscriptionKey_AAAAAAAAAA.p8' }, really: null, sibling: 'proved' },
    'other-service',
    'likely',
    null,
  ],

  // Two at once.
  'another Key ID and another organization’s': [
    { ...typed, really: { keyId: 'YYYYYYYYYY', issuerId: issuerOf.borealis }, others: ['borealis'] },
    'key-id',
    'certain',
    'issuer',
    /YYYYYYYYYY/,
    'other-team',
  ],
  'another Key ID and an individual key': [
    { stored: { sourceName: 'ApiKey_YYYYYYYYYY.p8' }, really: { ...individual, keyId: 'YYYYYYYYYY' } },
    'key-id',
    'certain',
    'kind',
    /YYYYYYYYYY/,
    'individual-key',
  ],
  'the role, and a clock 42 s fast': [{ fast: 42, answer: 'role' }, 'role', 'certain', 'answer', /another role|with a role/, 'clock'],
  'the agreement, and a clock an hour slow': [
    { fast: -3_600, answer: 'agreement-second' },
    'agreement',
    'certain',
    'answer',
    /Account Holder/,
    'clock',
  ],

  // What Apple says itself.
  'the role is too small': [{ answer: 'role', stored: { roles: ['DEVELOPER'] } }, 'role', 'certain', 'answer', /roles cannot be edited/],
  'an agreement': [{ answer: 'agreement' }, 'agreement', 'certain', 'answer', /Account Holder/],
  'an agreement, in its old words': [{ answer: 'agreement-old-wording' }, 'agreement', 'certain', 'answer', /Account Holder/],
  '429 with plenty remaining': [{ answer: 'rate' }, 'rate', 'certain', 'answer', /Wait/],
  '429 without headers': [{ answer: 'rate-bare' }, 'rate', 'certain', 'answer', /Wait/],
  '429 in the middle of the checks': [{ ...typed, answer: 'rate-third' }, 'key-id', 'likely', null],
  '404': [{ answer: 'not-found' }, 'request', 'certain', 'answer'],
  'Apple is down': [{ answer: 'down' }, 'apple-down', 'certain', 'answer', /system-status/],
  'a page about maintenance': [{ answer: 'maintenance' }, 'apple-down', 'certain', 'answer'],

  // What stands between.
  'a captive portal that sends elsewhere': [{ answer: 'redirect' }, 'portal', 'certain', 'answer', /Sign in to the network/],
  'a captive portal that answers itself': [{ answer: 'html' }, 'portal', 'likely', 'answer', /Sign in to the network/],
  'JSON that is nobody’s': [{ answer: 'wrong-shape' }, 'portal', 'likely', 'answer'],
  'a 403 that is not Apple’s': [{ answer: 'bare-403' }, 'portal', 'likely', 'answer'],
  'a proxy that wants a name': [{ answer: 'proxy' }, 'proxy', 'certain', 'answer', /proxy/],
  'somebody reads along': [{ answer: 'tls' }, 'intercepted', 'likely', 'way', /intercepts/],
  'a certificate that is over': [{ answer: 'tls-expired' }, 'intercepted', 'likely', 'way', /clock/],
  'no network': [{ answer: 'offline' }, 'offline', 'likely', 'way', /Check the network/],
  'nobody listens': [{ answer: 'refused' }, 'unreachable', 'likely', 'way'],
  'nobody answers': [{ answer: 'timeout' }, 'unreachable', 'likely', 'way'],
  'the network goes away in the middle of the checks': [{ ...typed, answer: 'offline-third' }, 'key-id', 'likely', null],

  // Apple's whims.
  'a good token refused once': [{ answer: 'spurious-once' }, 'refused-by-chance', 'certain', 'again', /ask once more/],
  'a good token refused twice': [{ answer: 'spurious-twice', sibling: 'unproved' }, 'revoked', 'likely', null],
  'every token refused': [{ answer: 'spurious', sibling: 'unproved' }, 'issuer-id', 'likely', 'sibling'],
  'nothing is wrong': [{}, null],
};

test.for(Object.entries(scenes))('why: %s', async ([, [scene, code, confidence, decidedBy, fix, also]], { expect }) => {
  const { explained, sent } = await explain(scene);
  const [first] = explained.causes;
  expect(first?.code ?? null).toBe(code);
  if (first) expect([first.confidence, first.decidedBy]).toEqual([confidence, decidedBy]);
  if (fix) expect(first?.fix).toMatch(fix);
  if (also) expect(explained.causes.find((one) => one.code === also)?.confidence).toBe('certain');
  // Where one is certain, nothing else is called likely.
  const found = explained.causes.filter((one) => one.confidence === 'certain' || one.confidence === 'likely');
  if (confidence === 'certain') expect(found.every((one) => one.confidence === 'certain')).toBe(true);
  expect(sent.length).toBeLessThanOrEqual(mostRequests);
  expect(explained.requests).toBe(sent.length);
  expect(sent.every(({ method }) => method === 'GET')).toBe(true);
  const slowed = sent.findIndex(({ status }) => status === 429);
  expect(slowed === -1 || slowed === sent.length - 1).toBe(true);
});

test('of at least seventy cases, the first cause of fifty is decided by a check, and it says which', () => {
  const all = Object.values(scenes);
  expect(all.length).toBeGreaterThanOrEqual(70);
  expect(all.filter(([, , , decidedBy]) => typeof decidedBy === 'string').length).toBeGreaterThanOrEqual(50);
});

test('a refusal minutes old is not asked for again: the requests are left for what may settle it', async () => {
  const scene: Scene = { really: { issuerId: issuerOf.borealis }, others: ['zebra', 'yak', 'xenon', 'borealis'], refusedJustNow: true };
  const { explained, sent, noted } = await explain(scene);
  expect([explained.outcome, sent.length <= mostRequests]).toEqual([null, true]);
  expect(explained.causes[0]).toMatchObject({ code: 'other-team', confidence: 'certain' });
  expect(noted).toEqual(sent.map(() => 'check'));
});

test('what is left to ask is said beside the cause that it would settle', async () => {
  const { explained } = await explain({ really: { issuerId: other }, others: ['borealis', 'zebra', 'yak', 'xenon'] });
  expect(explained.causes.find(({ code }) => code === 'other-team')).toMatchObject({
    confidence: 'possible',
    check: expect.stringMatching(/^Ask Apple with the Issuer ID of /),
    showed: expect.stringContaining('not tried'),
  });
});
