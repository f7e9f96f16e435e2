import { expect, test } from 'vitest';
import type { Received } from './answer.js';
import { diagnose } from './diagnose.js';

const refusal: Received = {
  is: 'answer',
  status: 401,
  body: null,
  latencyMs: 80,
  clockSkewSeconds: 0,
  rateLimit: null,
  retryAfterSeconds: null,
};

test('M-17 a refusal clears the clock only where a token that was refused was in time by Apple’s', () => {
  for (const kind of ['team', 'individual'] as const) {
    expect(diagnose(refusal, kind, { inTime: true }).diagnosis?.cause).toMatch(/^The clock is not why/);
    const undated = diagnose({ ...refusal, clockSkewSeconds: null }, kind).diagnosis;
    expect(undated).toMatchObject({ code: 'E_APPLE_UNAUTHORIZED', cause: expect.stringContaining('this machine’s clock may be why') });
    const late = diagnose({ ...refusal, clockSkewSeconds: 300 }, kind, { inTime: false }).diagnosis;
    expect(late?.cause).toMatch(/^This machine’s clock may be why: it is 300 s fast/);
    for (const one of [undated, late]) expect(one?.cause).not.toContain('clock is not why');
  }
});
