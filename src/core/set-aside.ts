import type { Strongroom } from '../strongroom/client/contract.js';

/** Files of the home that were set aside, and that no purge and no new identity reaches. Told after the deed, so it never fails. */
export const setAsideIn = (strongroom: Strongroom): Promise<readonly string[]> =>
  strongroom.inspect({ keychain: false }).then(
    ({ leftovers }) => leftovers.setAside,
    () => [],
  );
