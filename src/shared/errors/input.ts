import type { Entry } from './entry.js';

/** What the user typed or named: ids, selectors, JSON. */
export const inputErrors = {
  E_KID_FORMAT: {
    title: 'Not a Key ID',
    cause: 'A Key ID is 10 characters, A–Z and 0–9.',
    next: 'Copy it from Users and Access > Integrations > App Store Connect API.',
    keySafe: 'untouched',
  },
  E_KID_MISSING: {
    title: 'Key ID missing',
    cause: 'The file’s name does not say which Key ID it belongs to.',
    next: 'Give the Key ID (--key-id), as App Store Connect lists it beside the key.',
    keySafe: 'untouched',
  },
  E_ISSUER_FORMAT: {
    title: 'Not an Issuer ID',
    cause: 'An Issuer ID is 32 hexadecimal digits in the form 8-4-4-4-12.',
    next: 'Copy it from the top of the key list in App Store Connect.',
    keySafe: 'untouched',
  },
  E_TEAM_FORMAT: {
    title: 'Not a Team ID',
    cause: 'A Team ID is 10 characters, A–Z and 0–9.',
    next: 'Copy it from Membership details in your developer account.',
    keySafe: 'stored',
  },
  E_VENDOR_FORMAT: {
    title: 'Not a vendor number',
    cause: 'A vendor number is digits alone.',
    next: 'Copy it from Payments and Financial Reports in App Store Connect.',
    keySafe: 'stored',
  },
  E_ISSUER_MISSING: {
    title: 'Issuer ID missing',
    cause: 'A team key needs its team’s Issuer ID, and this organization has none yet.',
    next: 'Give it (--issuer), or say that this is an individual key (--individual).',
    keySafe: 'untouched',
  },
  E_ISSUER_MISMATCH: {
    title: 'Another Issuer ID',
    cause: 'The Issuer ID given is not the one this organization has.',
    next: 'Check which team the key belongs to; a different Issuer ID means a different organization.',
    keySafe: 'untouched',
  },
  E_KEY_CONFLICT: {
    title: 'Clashes with a stored key',
    cause: 'A stored key has the same Key ID or the same private key, but not both.',
    next: 'Check which is right; --keep-both stores this one beside the other.',
    keySafe: 'untouched',
  },
  E_JSON_SYNTAX: {
    title: 'Broken JSON',
    cause: 'The file is not valid JSON.',
    next: 'Mend it at the place named, or export it again from the tool it came from.',
    keySafe: 'untouched',
  },
  E_JSON_FORMAT: {
    title: 'Unknown JSON',
    cause: 'This JSON is not of a kind Keyrack knows.',
    next: 'Import the .p8 itself, or a fastlane API-key JSON.',
    keySafe: 'untouched',
  },
  E_JSON_LIMIT: {
    title: 'Too much JSON',
    cause: 'The JSON is larger or deeper than any export of keys would be.',
    next: 'Import the .p8 files themselves.',
    keySafe: 'untouched',
  },
  E_NOT_FOUND: {
    title: 'Not found',
    cause: 'Nothing stored matches.',
    next: 'See “keyrack list” for what is stored.',
    keySafe: 'stored',
  },
  E_AMBIGUOUS: {
    title: 'More than one match',
    cause: 'Several stored keys match.',
    next: 'Use the whole name, the Key ID or the id.',
    keySafe: 'stored',
  },
  E_NAME_TAKEN: {
    title: 'Name taken',
    cause: 'Another one already has this name.',
    next: 'Choose another name.',
    keySafe: 'stored',
  },
  E_ORG_NOT_EMPTY: {
    title: 'Organization not empty',
    cause: 'Keys, trashed ones included, are still in this organization.',
    next: 'Move or purge its keys first.',
    keySafe: 'stored',
  },
  E_LIFETIME: {
    title: 'Lifetime not allowed',
    cause: 'Apple accepts tokens of at most 20 minutes, unless they are scoped to a few read-only resources.',
    next: 'Ask for 30 seconds to 20 minutes.',
    keySafe: 'stored',
  },
  E_SCOPE: {
    title: 'Not a scope',
    cause: 'A scope entry reads “GET /v1/…”; no other method is accepted.',
    next: 'Write it as in “GET /v1/apps?limit=10”.',
    keySafe: 'stored',
  },
  E_USAGE: {
    title: 'Not understood',
    cause: 'The request has the wrong shape.',
    next: 'See “keyrack help”.',
    keySafe: 'untouched',
  },
  E_RATE: {
    title: 'Too many at once',
    cause: 'This was asked for too often in a minute.',
    next: 'Wait a minute, then try again.',
    keySafe: 'stored',
  },
  E_CLIPBOARD: {
    title: 'No clipboard',
    cause: 'Nothing was put on the clipboard: it cannot be reached from here.',
    next: 'On Linux, install wl-clipboard or xclip; or leave --copy out.',
    keySafe: 'stored',
  },
  E_CLIPBOARD_EMPTY: {
    title: 'Nothing on the clipboard',
    cause: 'There is no text on the clipboard.',
    next: 'Copy the whole .p8, from “-----BEGIN” to the last dash, then try again.',
    keySafe: 'untouched',
  },
  E_CLIPBOARD_TEXT: {
    title: 'Some other text',
    cause: 'The text on the clipboard is not a key.',
    next: 'Copy the whole .p8, from “-----BEGIN” to the last dash, then try again.',
    keySafe: 'untouched',
  },
  E_CANCELLED: {
    title: 'Cancelled',
    cause: 'You stopped this.',
    next: 'Start it again when you are ready.',
    keySafe: 'untouched',
  },
  E_INTERNAL: {
    title: 'Our mistake',
    cause: 'Keyrack met a case it does not know.',
    next: 'Try again; if it comes back, report it with what you did before it.',
    keySafe: 'unknown',
  },
} as const satisfies Record<`E_${string}`, Entry>;
