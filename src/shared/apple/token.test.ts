import { describe, expect, test } from 'vitest';
import { tokenTimes } from './token.js';

const now = 1_800_000_000;
/** As Apple judges it, its clock so many seconds behind ours: not from the future, not over, at most 20 minutes long. */
const accepted = ({ iat, exp }: { iat: number; exp: number }, oursIsFast: number): boolean =>
  iat <= now - oursIsFast && exp > now - oursIsFast && exp - iat <= 1_200;

describe('R-90 a token’s times', () => {
  test.each([
    [30, 30],
    [600, 600],
    [1_140, 1_140],
    [1_200, 1_140],
  ])('a lifetime of %i s is over %i s from now, and never 20 minutes after iat', (lifetime, left) => {
    const { iat, exp } = tokenTimes(now, lifetime, null);
    expect([now - iat, exp - now]).toEqual([60, left]);
    expect(exp - iat).toBeLessThanOrEqual(1_200);
  });

  test('hold on a clock up to 60 s fast and 18 min 59 s slow, where the naive ones fail at 1 s', () => {
    for (const fast of [0, 34, 60]) expect(accepted(tokenTimes(now, 1_200, null), fast), `${fast} s fast`).toBe(true);
    expect(accepted(tokenTimes(now, 1_200, null), -(19 * 60 - 1)), 'slow').toBe(true);
    expect(accepted(tokenTimes(now, 1_200, null), 61)).toBe(false);
    expect(accepted({ iat: now, exp: now + 1_200 }, 1)).toBe(false);
  });

  test('whole seconds, whatever the clock says, and a long-lived scope is not cut', () => {
    expect(tokenTimes(now + 0.9, 60, null)).toEqual({ iat: now - 60, exp: now + 60 });
    const { iat, exp } = tokenTimes(now, 86_400, ['GET /v1/ciProducts']);
    expect([exp - now, now - iat]).toEqual([86_400, 60]);
  });
});
