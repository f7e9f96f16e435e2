import type { Imports } from '../../client/contract.js';
import type { Context } from '../context.js';
import { decisionsIn } from './decide.js';
import { identifySource } from './identify.js';
import { examineSources, importInto, progressOf, sourcePorts } from './import-keys.js';
import { scanPlaces } from './scan.js';

export function createImports({ outside, store, held, inOrder, view, saveAndReread }: Context): Imports {
  const document = async () => (await store.load(held.needIdentity())).document;
  return {
    // Before the first unlock (first run) files can be looked at too; they are then known to no vault.
    examine: async ({ sources }, onProgress, stop) =>
      examineSources(outside, sources, held.identity === null ? null : await document(), { onProgress, stop }),

    scan: async (request, onProgress, stop) => scanPlaces(outside, request, await document(), { onProgress, stop }),

    identify: async ({ source }, onProgress) => identifySource(source, await document(), sourcePorts(outside, progressOf(1, onProgress))),

    decide: async ({ items }) => items.map(decisionsIn(await document())),

    importKeys: (request, onProgress, stop) =>
      inOrder(async () => {
        const by = held.needIdentity();
        const { rows, stoppedBy } = await importInto(outside, request, saveAndReread, { stop, onProgress });
        return { rows, stoppedBy: stoppedBy?.body ?? null, view: await view(await store.load(by)) };
      }),
  };
}
