import type { Entry } from './entry.js';

/**
 * The network, and what Apple answers. None of these changes a stored key. Apple's body is `{errors: [{status, code, title, detail}]}`
 * (developer.apple.com/documentation/appstoreconnectapi/interpreting-and-handling-errors); `code` is all one may go by.
 */
export const appleErrors = {
  E_NET_OFFLINE: {
    kind: 'network',
    title: 'Not tested: you seem offline',
    cause: 'Apple’s address could not be looked up or reached.',
    next: 'Check the network, then test again. Nothing is known against the key.',
    keySafe: 'stored',
  },
  E_NET_REFUSED: {
    kind: 'network',
    title: 'Not tested: connection refused',
    cause: 'Apple could not be reached: a VPN, a proxy or a firewall is in the way, or nobody listens there.',
    next: 'Check VPN, proxy and firewall, then test again.',
    keySafe: 'stored',
  },
  E_NET_TIMEOUT: {
    kind: 'network',
    title: 'Not tested: no answer in time',
    cause: 'Apple, or something on the way there, stayed silent.',
    next: 'Test again in a moment; check VPN and proxy if it stays so.',
    keySafe: 'stored',
  },
  E_NET_PROXY: {
    kind: 'network',
    title: 'Not tested: the proxy refused',
    cause: 'What stands between here and Apple did not let the request through.',
    next: 'Check the proxy’s address and sign-in.',
    keySafe: 'stored',
  },
  E_TLS: {
    kind: 'network',
    title: 'Not tested: not a safe connection',
    cause: 'The certificate shown is not one this machine trusts for Apple’s address, so nothing was sent there.',
    next: 'Check the clock and whether a proxy intercepts traffic; a company’s CA goes into NODE_EXTRA_CA_CERTS.',
    keySafe: 'stored',
  },
  E_REDIRECT: {
    kind: 'network',
    title: 'Redirected',
    cause:
      'Apple’s API never sends anyone elsewhere. Whoever did was sent a token that lives for two minutes; it was not sent on, and the key never left this machine.',
    next: 'Sign in to the network (hotel, café), then test again. If you do not trust who answered, look in App Store Connect for what was done in these two minutes.',
    keySafe: 'stored',
  },
  E_UNEXPECTED_RESPONSE: {
    kind: 'network',
    title: 'Not Apple’s answer',
    cause: 'What came back was a web page, nothing at all, or broken JSON.',
    next: 'Sign in to the network, or check the proxy, then test again. Whoever answered was sent a token that lives for two minutes, never the key.',
    keySafe: 'stored',
  },
  E_CLOCK: {
    kind: 'network',
    title: 'The clock is wrong',
    cause: 'This machine’s clock and Apple’s are more than a day apart.',
    next: 'Set the clock (turn on automatic time), then try again.',
    keySafe: 'stored',
  },
  E_APPLE_UNAUTHORIZED: {
    kind: 'apple-refused',
    title: 'Apple refused the key',
    cause: 'Apple says that the token is not valid; it never says which part.',
    next: 'Check Key ID, Issuer ID and kind, and whether the key was revoked.',
    keySafe: 'stored',
  },
  E_APPLE_ROLE: {
    kind: 'apple-refused',
    title: 'The key works; its role blocks this call',
    cause: 'Apple took the token; what was asked for is reserved for other roles.',
    next: 'If this call is needed, generate a new key with a role that allows it; roles cannot be edited.',
    keySafe: 'stored',
  },
  E_APPLE_AGREEMENT: {
    kind: 'apple-refused',
    title: 'An agreement needs signing',
    cause: 'Nothing of this organization works until its Account Holder signs Apple’s agreement. The key is fine.',
    next: 'Ask the Account Holder to sign in App Store Connect > Business, then wait some minutes.',
    keySafe: 'stored',
  },
  E_APPLE_RATE: {
    kind: 'apple-refused',
    title: 'Apple asks to slow down',
    cause: 'Too many requests with this key in a short time. The key is good.',
    next: 'Wait, then test again.',
    keySafe: 'stored',
  },
  E_APPLE_NOT_FOUND: {
    kind: 'apple-refused',
    title: 'The key works; nothing is there',
    cause: 'Apple took the token, and knows no such address.',
    next: 'Nothing to do for the key.',
    keySafe: 'stored',
  },
  E_APPLE_REQUEST: {
    kind: 'apple-refused',
    title: 'The key works; Apple refused the request',
    cause: 'Apple took the token; what was asked for could not be answered in this form.',
    next: 'Nothing to do for the key.',
    keySafe: 'stored',
  },
  E_APPLE_DOWN: {
    kind: 'network',
    title: 'Apple has trouble',
    cause: 'Apple’s servers answered with an error of their own.',
    next: 'See developer.apple.com/system-status, then test again later.',
    keySafe: 'stored',
  },
} as const satisfies Record<`E_${string}`, Entry>;
