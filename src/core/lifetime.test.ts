import { describe, expect, test } from 'vitest';
import { checkedScope, checkLifetime, parseLifetime } from './lifetime.js';

const day = 86_400;
const ci = ['GET /v1/ciProducts'];

test.for([
  ['90s', 90],
  ['20m', 1_200],
  ['2H', 7_200],
  [' 180d ', 180 * day],
] as const)('“%s” is %i seconds', ([text, seconds]) => {
  expect(parseLifetime(text)).toBe(seconds);
});

test.for(['', '20', 'm', '1.5m', '-5m', '20 m', '1e3s', '٢٠m', '20w', '0x10s'])('“%s” is no lifetime', (text) => {
  expect(() => parseLifetime(text)).toThrow(expect.objectContaining({ code: 'E_LIFETIME' }));
});

describe('a lifetime', () => {
  test.for([
    [30, null],
    [1_200, null],
    [1_200, ['GET /v1/apps']],
  ] as const)('of %i s with scope %o is an ordinary one', ([seconds, scope]) => {
    expect(checkLifetime(seconds, scope)).toEqual({ longLived: false });
  });

  test('over 20 minutes is long-lived where every entry of the scope takes that', () => {
    expect(checkLifetime(1_201, ci)).toEqual({ longLived: true });
    expect(checkLifetime(180 * day, ci)).toEqual({ longLived: true });
  });

  test.for([
    [29, null, 'less than 30 seconds'],
    [1_201, null, '1201 seconds is more than the 20 minutes Apple accepts, unless'],
    [30 * day, ['GET /v1/apps', ...ci], '30 days is more than the 20 minutes Apple accepts: “GET /v1/apps”'],
    [180 * day + 1, ci, 'stops at 180 days'],
    [60.5, null, 'whole seconds'],
  ] as const)('of %d s with scope %o is refused with the reason', ([seconds, scope, reason]) => {
    expect(() => checkLifetime(seconds, scope)).toThrow(
      expect.objectContaining({ code: 'E_LIFETIME', message: expect.stringContaining(reason) }),
    );
  });
});

describe('a scope', () => {
  test('is trimmed, and none is the same as an empty one', () => {
    expect(checkedScope([' GET /v1/apps?limit=1 '])).toEqual(['GET /v1/apps?limit=1']);
    expect([checkedScope([]), checkedScope(null)]).toEqual([null, null]);
  });

  test.for(['POST /v1/apps', '/v1/apps', 'GET v1/apps', 'GET /v1/../v2/users', 'GET /v1/apps#x', ''])(
    '“%s” is refused by name',
    (entry) => {
      expect(() => checkedScope(['GET /v1/apps', entry])).toThrow(
        expect.objectContaining({ code: 'E_SCOPE', message: expect.stringContaining(`“${entry}”`) }),
      );
    },
  );
});
