import type { Program } from '../model.js';

/**
 * Apple's two API hosts and audiences [A, "Generating Tokens for API Requests"; Enterprise Program API]. `testPath`: what any valid key
 * may list.
 */
export const appleHosts = {
  'app-store': { origin: 'https://api.appstoreconnect.apple.com', audience: 'appstoreconnect-v1', testPath: '/v1/territories' },
  enterprise: {
    origin: 'https://api.enterprise.developer.apple.com',
    audience: 'apple-developer-enterprise-v1',
    testPath: '/v1/bundleIds',
  },
} as const satisfies Record<Program, { origin: string; audience: string; testPath: string }>;

/** Fixed destinations the window may open, by id (H-24): the page sends the id, never a URL. */
export const appleLinks = {
  'team-keys': 'https://appstoreconnect.apple.com/access/integrations/api',
  'individual-keys': 'https://appstoreconnect.apple.com/access/integrations/api/individual-keys',
  agreements: 'https://appstoreconnect.apple.com/business',
  'developer-account': 'https://developer.apple.com/account',
  'system-status': 'https://developer.apple.com/system-status/',
} as const;
export type AppleLink = keyof typeof appleLinks;
