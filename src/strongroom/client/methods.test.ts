import { MessageChannel } from 'node:worker_threads';
import { expect, expectTypeOf, onTestFinished, test } from 'vitest';
import { makeHome, storeKey, temporaryFolder } from '../../../tests/support/home.js';
import type { Concern, NamedKey, Room, Signer, Strongroom } from './contract.js';
import { allConcerns, methodsOf, only } from './methods.js';
import { type Answer, callOver, type Line, serve } from './wire.js';

async function vaultWithKey() {
  const made = await makeHome(onTestFinished);
  const id = await storeKey(made.room, await temporaryFolder(onTestFinished), '2X9R4HXF34');
  return { ...made, id, request: { id, nowMs: null, lifetimeSeconds: 60, scope: null } };
}

function channel(serving: (port: Line) => void): Line {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  serving(port1);
  return port2;
}

const everythingElse = [...methodsOf(allConcerns)].filter((name) => !methodsOf(['signer']).has(name));

test('whoever is given the signer can sign and name keys, and has no other method to call', async () => {
  const { room, id, request } = await vaultWithKey();
  const signer = only(room, ['signer']);
  expect(Reflect.ownKeys(signer).sort()).toEqual(['names', 'sign']);
  expect(Object.getPrototypeOf(signer)).toBeNull();
  expect(Object.isFrozen(signer)).toBe(true);
  for (const method of Object.values(signer)) expect(Reflect.ownKeys(method).sort()).toEqual(['length', 'name']);
  expect((await signer.sign(request)).token).toMatch(/^ey/);
  expect(await signer.names()).toEqual([{ id, keyId: '2X9R4HXF34', organization: 'Acme', name: expect.any(String) }]);
});

test('the signer’s type has nothing that changes, opens or gives anything', () => {
  expectTypeOf<Room<'signer'>>().toEqualTypeOf<Signer>();
  expectTypeOf<keyof Signer>().toEqualTypeOf<'sign' | 'names'>();
  expectTypeOf<NamedKey>().toEqualTypeOf<{
    readonly id: string;
    readonly keyId: string;
    readonly organization: string;
    readonly name: string;
  }>();
  expectTypeOf<Signer>().not.toExtend<Pick<Strongroom, 'change'>>();
});

test('a port that serves the signer alone refuses every other method, whatever the caller asks for', async () => {
  const { room, request } = await vaultWithKey();
  const before = await room.read();
  // Handed the whole room all the same: what it serves is the wire's to see to.
  const line = channel((port) => serve(room, port, ['signer']));
  const { room: caller } = callOver(line);
  expect((await caller.sign(request)).token).toMatch(/^ey/);
  for (const name of everythingElse) {
    const call = caller[name as keyof Strongroom] as (argument: unknown) => Promise<unknown>;
    await expect(call({ how: 'environment', ids: [request.id], do: 'trash-key', id: request.id, at: '' }), name).rejects.toMatchObject({
      code: 'E_INTERNAL',
    });
  }
  expect(await room.read()).toEqual(before);
});

test('nor is anything answered that is no method of the contract', async () => {
  const { room } = await vaultWithKey();
  for (const concerns of [['signer'], allConcerns] as readonly (readonly Concern[])[]) {
    const line = channel((port) => serve(room, port, concerns));
    const answers = new Promise<readonly Answer[]>((done) => {
      const all: Answer[] = [];
      line.on('message', (answer: Answer) => all.push(answer) === odd.length && done(all));
    });
    // No questions at all: they end nothing, and the others are answered.
    for (const nothing of [null, 7, 'text', undefined]) line.postMessage(nothing);
    for (const [n, method] of odd.entries()) line.postMessage({ n, method, argument: null });
    expect((await answers).filter(({ ok }) => ok)).toEqual([]);
  }
});
const odd = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'close', 'then', '', 'signer'];

test('a line knows only the methods of the concerns it is for', async () => {
  const { room, request } = await vaultWithKey();
  const { room: signer } = callOver(
    channel((port) => serve(only(room, ['signer']), port, ['signer'])),
    ['signer'],
  );
  expect(Reflect.ownKeys(signer).sort()).toEqual(['names', 'sign']);
  expect((await signer.sign(request)).token).toMatch(/^ey/);
});

test('every method belongs to one concern', () => {
  const each = allConcerns.map((concern) => methodsOf([concern]).size);
  expect(methodsOf(allConcerns).size).toBe(each.reduce((sum, size) => sum + size, 0));
});
