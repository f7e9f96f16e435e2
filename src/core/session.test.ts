import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeHome } from '../../tests/support/home.js';
import { filesOf, itemsOf, openKeyrack, withKeys } from '../../tests/support/keyrack.js';

describe('the session', () => {
  test('a window that has not been unlocked yet answers E_LOCKED and asks nobody', async () => {
    const { keyrack, passphrase } = await openKeyrack();
    await keyrack.lock();
    await expect(keyrack.listOrganizations()).rejects.toMatchObject({ code: 'E_LOCKED' });
    await keyrack.unlock({ how: 'passphrase', passphrase });
    expect(await keyrack.listOrganizations()).toEqual([]);
  });

  test('the command line opens the vault by itself, once, however many use cases ask at once', async () => {
    let asked = 0;
    const { home, passphrase } = await makeHome(onTestFinished);
    const { testPorts } = await import('../../tests/support/home.js');
    const { createStrongroom } = await import('../strongroom/inside/strongroom.js');
    const ports = testPorts(home);
    const ask = async () => {
      asked += 1;
      return passphrase;
    };
    const strongroom = createStrongroom({ ...ports, secrets: { ...ports.secrets, ask } });
    const { keyrack } = await openKeyrack({ strongroom, unlocks: 'by-itself', interactive: true });
    await Promise.all([keyrack.listOrganizations(), keyrack.listKeys({ query: null, organization: null, trash: false })]);
    await keyrack.listOrganizations();
    expect(asked).toBe(1);
  });

  test('R-44 the same view is handed on while nothing has changed, and none once the vault is locked', async () => {
    const { keyrack } = await withKeys('AAAAAAAAA1');
    const view = await keyrack.session.view();
    expect(await keyrack.session.view()).toBe(view);
    await keyrack.addOrganization({ name: 'Borealis', issuerId: null, program: 'app-store' });
    expect((await keyrack.session.view()).revision).toBe(view.revision + 1);
    await keyrack.lock();
    await expect(keyrack.session.view()).rejects.toMatchObject({ code: 'E_LOCKED' });
  });

  test('R-41 the highest revision seen is noted, and never lowered', async () => {
    const { keyrack, stateFile } = await withKeys('AAAAAAAAA1');
    await keyrack.addOrganization({ name: 'Borealis', issuerId: null, program: 'app-store' });
    const { revision, vaultId } = keyrack.session.remembered ?? {};
    expect(await stateFile()).toMatchObject({ revision, vaultId });
    keyrack.state.update((before) => ({ ...before, revision: 900 }));
    await keyrack.listOrganizations();
    expect(await stateFile()).toMatchObject({ revision: 900 });
  });

  test('R-124 with state.json and activity.jsonl out of reach, keys are stored and tokens minted', async () => {
    const { keyrack, home } = await openKeyrack();
    for (const name of ['state.json', 'activity.jsonl']) await mkdir(join(home, name));
    const items = itemsOf(await filesOf(['AuthKey_AAAAAAAAA1.p8']));
    expect((await keyrack.importKeys({ organization: 'Acme', program: 'app-store', items })).rows).toMatchObject([{ ok: true }]);
    expect((await keyrack.mintToken({ key: undefined, scope: null })).receipt.keyId).toBe('AAAAAAAAA1');
    await keyrack.settled();
  });
});
