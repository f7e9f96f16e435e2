import { expect, test } from 'vitest';
import { suggestedName } from './key-name.js';

const nothing = { role: '', organization: 'Acme' };
test.each([
  ['/home/ada/clients/acme-ci/AuthKey_2X9R4HXF34.p8', nothing, 'acme-ci'],
  ['C:\\Users\\ada\\work\\Nightly builds\\AuthKey_2X9R4HXF34.p8', nothing, 'Nightly builds'],
  // Where files are kept, in any language, says nothing of the key.
  ['/home/ada/Téléchargements/AuthKey_2X9R4HXF34.p8', nothing, ''],
  ['/tmp/x1/Downloads/AuthKey_2X9R4HXF34.p8', nothing, ''],
  ['/home/ada/.appstoreconnect/private_keys/AuthKey_2X9R4HXF34.p8', nothing, ''],
  // Neither does the client's own name.
  ['/home/ada/clients/ACME/AuthKey_2X9R4HXF34.p8', nothing, ''],
  ['/home/ada/clients/ACME/AuthKey_2X9R4HXF34.p8', { role: 'APP_MANAGER', organization: 'Acme' }, 'App Manager'],
  ['/home/ada/clients/ci/AuthKey_2X9R4HXF34.p8', { role: 'APP_MANAGER', organization: 'Acme' }, 'ci'],
  [null, nothing, ''],
])('a key that nobody named, from %s, is called by its folder or its role', (path, said, name) => {
  expect(suggestedName({ path }, [], said)).toBe(name);
});

test('a folder that several keys came from names none of them', () => {
  const path = '/home/ada/clients/all/AuthKey_2X9R4HXF34.p8';
  expect(suggestedName({ path }, [{ path }], nothing)).toBe('all');
  expect(suggestedName({ path }, [{ path }, { path: '/home/ada/clients/all/AuthKey_8KQ2V7NT5D.p8' }], nothing)).toBe('');
});
