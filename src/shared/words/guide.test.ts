import { expect, test } from 'vitest';
import { appleLinks } from '../apple/hosts.js';
import { commonErrors, guideLink, guideSteps, topicOf } from './guide.js';

test('both ways of the guide have as many steps and lead to a page of Apple’s that is known (H-24)', () => {
  expect(guideSteps.team.length).toBe(guideSteps.individual.length);
  expect(appleLinks[guideLink.team]).toBe('https://appstoreconnect.apple.com/access/integrations/api');
  expect(appleLinks[guideLink.individual]).toBe('https://appstoreconnect.apple.com/access/integrations/api/individual-keys');
});

test('every topic a diagnosis leads to is told in the guide', () => {
  const told = commonErrors.map(({ topic }) => topic);
  expect(new Set(told).size).toBe(told.length);
  expect(told).toContain(topicOf('E_APPLE_ROLE', 'team'));
  expect(topicOf('E_APPLE_UNAUTHORIZED', 'team')).toBe('refused');
  expect(topicOf('E_APPLE_UNAUTHORIZED', 'individual')).toBe('individual');
  expect(topicOf('E_APPLE_AGREEMENT', 'team')).toBe('agreement');
  expect(topicOf('E_NET_OFFLINE', 'team')).toBeNull();
});
