import { expect, test } from 'vitest';
import { scriptedClock } from '../../tests/support/clock.js';
import { notLinear, shapes } from '../../tests/support/growth.js';
import { bashInsertion, bashWords } from '../cli/completion/bash-words.js';
import { marks, score, searchable, wordsOf } from '../renderer/lib/vault/fuzzy.js';
import { KeyrackError } from '../shared/errors/index.js';
import type { Organization } from '../shared/model.js';
import { cleanForeign, cleanName, looksLikeKey, showName } from '../shared/text.js';
import { sendOnce } from './apple/send-once.js';
import { resolveKey } from './selectors/selectors.js';
import { checkedName } from './typed.js';
import { listKeys } from './usecases/keys/list-keys.js';

const refusable = (work: () => unknown): void => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof KeyrackError) || error.code === 'E_INTERNAL') throw error;
  }
};
const minutes = 10 * 60_000;
const name = `Acme ${'Labs '.repeat(8)}é`;
const organization: Organization = {
  id: '9b2f0a52-2f6e-4a3c-9d0e-0c5b8f4d1a77',
  name,
  program: 'app-store',
  issuerId: null,
  teamId: null,
  vendorNumber: null,
  notes: '',
  tags: [],
  defaultKeyId: null,
  createdAt: '2026-01-01T00:00:00.000Z',
};
const stored = { organizations: [organization], keys: [] };

const answered = async (text: string): Promise<void> => {
  const body = (async function* () {
    yield Buffer.from(text);
  })();
  const http = { fetch: async () => ({ status: 401, headers: { 'content-type': 'application/json' }, body }) };
  await sendOnce(http, scriptedClock(), {
    url: 'https://api.appstoreconnect.apple.com/v1/apps',
    method: 'GET',
    token: 'token',
    body: null,
  });
};

/** Lists within lists, deep enough to be felt and not so deep that the engine refuses them, about a long text. */
const nested = (length: number): string => {
  const depth = Math.ceil(length / 384);
  return `{"errors":[{"code":${'[1,'.repeat(depth)}"${'A'.repeat(length)}"${']'.repeat(depth)}}]}`;
};

test('M-16 an answer of Apple’s whose error is lists within lists is read in time linear in its length', { timeout: minutes }, async () => {
  expect(await notLinear(answered, { nested }, 14 * 1_024)).toBeNull();
});

test('an answer of any other shape is, alone and as what an error says', { timeout: minutes }, async () => {
  expect(await notLinear(answered)).toBeNull();
  expect(await notLinear((text) => answered(JSON.stringify({ errors: [{ code: text, title: text, detail: text }] })))).toBeNull();
});

test('M-16 a long run of accents that is typed where a key is named, or searched for, is read in linear time', {
  timeout: minutes,
}, async () => {
  const accents = { accents: shapes.accents ?? String };
  const listed = async (query: string) => {
    const deps = { session: { view: async () => stored }, state: { read: async () => ({ keys: {}, settings: {}, folders: {} }) } };
    await listKeys(deps as never, { query, organization: null, trash: false });
  };
  expect(await notLinear((text) => refusable(() => resolveKey(stored, text)), accents)).toBeNull();
  expect(await notLinear(listed, accents)).toBeNull();
  expect(await notLinear(wordsOf, accents)).toBeNull();
  expect(await notLinear((text) => bashInsertion(name, bashWords(`keyrack show ${text}`), text), accents)).toBeNull();
});

test('so is any other text there, and where it becomes a name or is shown', { timeout: minutes }, async () => {
  const its = searchable(name);
  const typed = (text: string) => {
    refusable(() => resolveKey(stored, text));
    refusable(() => checkedName(text));
    const words = wordsOf(text);
    for (const word of words.slice(0, 20)) score(word, its);
    marks(words.slice(0, 20), name);
  };
  const shown = (text: string) => [cleanName(text), showName(text), cleanForeign(text), looksLikeKey(text)];
  for (const entry of [typed, shown]) expect(await notLinear(entry)).toBeNull();
});
