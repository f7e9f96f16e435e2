import { describe, expect, test } from 'vitest';
import { withKeys } from '../../../../tests/support/keyrack.js';

describe('tokens', () => {
  test('a copied token is on the clipboard and nowhere in the answer', async () => {
    const { keyrack, copied } = await withKeys('AAAAAAAAA1');
    const answer = await keyrack.copyToken({ key: undefined, scope: null, header: true });
    expect(copied).toEqual([expect.stringMatching(/^Authorization: Bearer [\w-]+\.[\w-]+\.[\w-]+$/)]);
    expect(JSON.stringify(answer)).not.toContain((copied[0] ?? '').split('.')[2]);
  });

  test('each use is remembered: the time beside the key, a line in the log', async () => {
    const { keyrack, stateFile, pass } = await withKeys('AAAAAAAAA1');
    pass(60_000);
    const { id } = await keyrack.mintToken({ key: undefined, scope: null });
    expect((await stateFile()).keys[id]).toEqual({ lastUsedAt: '2026-03-01T12:01:00.000Z' });
    expect(await keyrack.listKeys({ query: null, organization: null, trash: false })).toMatchObject([
      { lastUsedAt: '2026-03-01T12:01:00.000Z' },
    ]);
    const lines = await keyrack.activity({ key: 'acme', sinceSeconds: 30 });
    expect(lines).toEqual([
      {
        at: '2026-03-01T12:01:00.000Z',
        id,
        keyId: 'AAAAAAAAA1',
        organization: 'Acme',
        name: 'AAAAAAAAA1',
        what: 'token',
        outcome: 'ok',
        from: 'cli',
      },
    ]);
    expect(await keyrack.activity({ key: null, sinceSeconds: null })).toHaveLength(2);
  });

  test('a long-lived token comes with its warning, an ordinary one with none', async () => {
    const { keyrack } = await withKeys('AAAAAAAAA1');
    const scope = ['GET /v1/ciProducts'];
    const long = await keyrack.mintToken({ key: undefined, scope, lifetimeSeconds: 86_400 });
    expect(long.warnings).toMatchObject([{ code: 'W_LONG_LIVED' }]);
    expect(long.receipt.scope).toEqual(scope);
    expect((await keyrack.mintToken({ key: undefined, scope })).warnings).toEqual([]);
  });
});
