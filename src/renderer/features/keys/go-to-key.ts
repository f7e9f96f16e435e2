import { focusPane } from '../../lib/focus.js';
import { useView } from '../../state/view.js';

/**
 * To a key's card, with the focus on its Copy token: what is filled is what Enter does. A sheet that closes just now gives the focus
 * back to what opened it, and that would be another card; so this comes after it.
 */
export function goToKey(key: { readonly id: string; readonly organizationId: string }): void {
  requestAnimationFrame(() => {
    useView.getState().reveal(key);
    requestAnimationFrame(focusPane);
  });
}
