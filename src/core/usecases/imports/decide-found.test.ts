import { expect, test } from 'vitest';
import type { Organization } from '../../../shared/model.js';
import type { Deps } from '../../deps.js';
import { decideFound } from './decide-found.js';
import type { FoundKeyRow } from './find-keys.js';

const acme = { id: '00000000-0000-4000-8000-000000000001', name: 'Acme', issuerId: null } as Organization;
const row = (n: number, organization: string | null) =>
  ({ row: n, path: `/${n}.p8`, record: null, keyPath: null, fingerprint: 'F', organization }) as FoundKeyRow;

/** The organization that each row is decided about for. */
async function homes(rows: readonly FoundKeyRow[], organization: string | null = null) {
  let asked: readonly { organization: unknown; item: { source: { path: string } } }[] = [];
  const strongroom = {
    decide: async ({ items }: { items: typeof asked }) => {
      asked = items;
      return items;
    },
  };
  const deps = { strongroom, session: { view: async () => ({ organizations: [acme], keys: [] }) } } as unknown as Deps;
  await decideFound(deps, { rows, organization, program: 'enterprise', issuerId: null, keepBoth: false });
  expect(asked.map(({ item }) => item.source.path)).toEqual(rows.map(({ path }) => path));
  return asked.map((one) => one.organization);
}

test('each row is decided about for where it goes: an organization that is here, a new one of the program asked for, or none yet', async () => {
  const fresh = { name: 'Borealis', program: 'enterprise' };
  expect(await homes([row(1, 'acme'), row(2, 'Borealis'), row(3, null), row(4, 'Borealis'), row(5, ' ')])).toEqual([
    { id: acme.id },
    fresh,
    null,
    fresh,
    null,
  ]);
});

test('said where all of them go, all go there; an id that is gone becomes nobody’s name', async () => {
  expect(await homes([row(1, 'Borealis'), row(2, null)], 'Acme')).toEqual([{ id: acme.id }, { id: acme.id }]);
  expect(await homes([row(1, null)], acme.id)).toEqual([{ id: acme.id }]);
  expect(await homes([row(1, null)], '00000000-0000-4000-8000-00000000dead')).toEqual([null]);
});
