import { describe, expect, test } from 'vitest';
import { openKeyrack } from '../../../../tests/support/keyrack.js';

describe('what is known of an organization', () => {
  test('Team ID and vendor number are checked, tidied, listed and taken away again', async () => {
    const { keyrack } = await openKeyrack();
    await keyrack.addOrganization({
      name: 'Acme',
      issuerId: null,
      program: 'enterprise',
      teamId: ' "abcde12345" ',
      vendorNumber: '88012345',
    });
    expect(await keyrack.listOrganizations()).toMatchObject([{ program: 'enterprise', teamId: 'ABCDE12345', vendorNumber: '88012345' }]);
    const edit = (set: object) => keyrack.editOrganization({ organization: 'Acme', set });
    await expect(edit({ teamId: 'ABCDE1234' })).rejects.toMatchObject({ code: 'E_TEAM_FORMAT', message: expect.stringContaining('has 9') });
    await expect(edit({ teamId: '\u0410BCDE12345' })).rejects.toMatchObject({
      code: 'E_TEAM_FORMAT',
      message: expect.stringContaining('U+0410'),
    });
    await expect(edit({ vendorNumber: '8801234x' })).rejects.toMatchObject({
      code: 'E_VENDOR_FORMAT',
      message: expect.stringContaining('x'),
    });
    expect(await edit({ teamId: '', vendorNumber: null })).toMatchObject({ name: 'Acme', teamId: null, vendorNumber: null });
  });
});
