import { cp } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { asKeyrackError } from '../../src/shared/errors/index.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { rewriteSteps } from '../../src/strongroom/inside/vault/rewrite.js';
import { saveSteps } from '../../src/strongroom/inside/vault/writer.js';
import { rekeySteps } from '../../src/strongroom/inside/ways-in/rekey.js';
import { crashed } from '../support/crash.js';
import { openedBy } from '../support/generations.js';
import { storeKey, temporaryFolder } from '../support/home.js';
import { sampled } from '../support/long.js';
import { deviceIn, opened, passphrase, placeIn, portsOf, unlockAs } from '../support/places.js';
import { type RekeyingName, rekeyIn, rekeyingNames, rekeyings } from '../support/rekeyings.js';

/** A home with a key in it and every generation there. */
async function madeIn(folder: string, unlock: 'keychain' | 'passphrase') {
  const place = placeIn(folder);
  const room = createStrongroom(portsOf(place));
  const { recoveryKey, vaultId } = await room.init({ unlock, recovery: true, passphrase, interactive: false });
  await unlockAs(room, unlock);
  const id = await storeKey(room, folder, '2X9R4HXF34');
  for (let n = 0; n < 4; n += 1) await room.change({ do: 'edit-key', id, set: { name: `Name ${n}` } });
  return { id, recoveryKey: recoveryKey ?? '', device: await deviceIn(place, vaultId, passphrase) };
}

const isSaveStep = (step: string | undefined): boolean => (saveSteps as readonly (string | undefined)[]).includes(step);

async function stepsOf(name: RekeyingName, template: string): Promise<readonly string[]> {
  const folder = await temporaryFolder(onTestFinished);
  await cp(template, folder, { recursive: true });
  const steps: string[] = [];
  const room = createStrongroom({ ...portsOf(placeIn(folder)), step: (step) => void steps.push(step) });
  await unlockAs(room, rekeyings[name].from);
  await rekeyIn(room, name, passphrase, () => undefined);
  return steps;
}

/** One rotation under the same keychain is walked by `kills-rewriting.test.ts`, for one key and for fifty. */
const walked = rekeyingNames.filter((name) => name !== 'rotation in a keychain');

test.for(walked)(
  'S-05 killed at a step of %s: the old way or the new one opens every generation, the key signs, and asked again it is done',
  async (name) => {
    const template = await temporaryFolder(onTestFinished);
    const { id, recoveryKey, device } = await madeIn(template, rekeyings[name].from);
    const steps = await stepsOf(name, template);
    const named = [...rekeySteps, ...(rekeyings[name].rotates ? [...rewriteSteps('reseal-both'), ...rewriteSteps('reseal-new')] : [])];
    expect(steps.filter((step) => !isSaveStep(step)).toSorted()).toEqual(named.toSorted());

    const killedAt = async (n: number): Promise<void> => {
      const at = `killed at ${steps[n]} (${n + 1})`;
      const folder = await temporaryFolder(onTestFinished);
      await cp(template, folder, { recursive: true });
      const place = placeIn(folder);
      const { out, signal } = await crashed(name, place.home, `#${n + 1}`, passphrase, place.keychain);
      expect([signal, out.includes('done')], at).toEqual(['SIGKILL', false]);
      const { room, typed, vaultId } = await opened(place).catch((error: unknown) => {
        throw new Error(`${at}: ${asKeyrackError(error).code}`);
      });
      await room.sign({ id, nowMs: null, lifetimeSeconds: 60, scope: null });
      const mine = await deviceIn(place, vaultId, typed);
      const all = await openedBy(place.home, mine);
      expect(all, at).toEqual(['vault.age', 'vault.age.1', 'vault.age.2', 'vault.age.3', 'vault.age.4', 'vault.age.5']);
      // On paper: the old recovery key, or the one that was shown.
      const papers = [recoveryKey, ...(out.match(/AGE-SECRET-KEY-1[A-Z0-9]{58}/g) ?? [])];
      expect(
        (await Promise.all(papers.map((paper) => openedBy(place.home, paper)))).map(({ length }) => length),
        at,
      ).toContain(all.length);
      await room.change({ do: 'edit-key', id, set: { name: 'changed' } });

      await rekeyIn(room, name, typed, () => undefined);
      const after = await opened(place);
      await after.room.sign({ id, nowMs: null, lifetimeSeconds: 60, scope: null });
      if (rekeyings[name].rotates) for (const gone of [device, mine]) expect(await openedBy(place.home, gone), at).toEqual([]);
    };
    // The writer's own steps are the same in each: every one of them is walked for one rotation of either kind of home.
    const thorough = name !== 'a new recovery key under a passphrase';
    const due = [
      ...sampled(
        [...steps.keys()].filter((n) => thorough || !isSaveStep(steps[n])),
        5,
        name,
      ),
    ];
    const worker = async () => {
      for (let n = due.shift(); n !== undefined; n = due.shift()) await killedAt(n);
    };
    await Promise.all([worker(), worker(), worker()]);
  },
);
