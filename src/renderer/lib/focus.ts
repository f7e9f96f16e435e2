/** How far back is remembered where the focus was. */
const remembered = 20;

const canTake = (element: HTMLElement): boolean =>
  element.isConnected && element.checkVisibility({ visibilityProperty: true }) && element.closest('[inert]') === null;

/** The first place that makes sense on any screen: the current key's Copy token, else the way on, else anything. */
const starts = [
  '.card[data-current="true"] .card-actions .btn',
  '.pane .btn-primary',
  '.pane .toolbar .btn',
  '.org[tabindex="0"]',
  'main input:not([type="radio"])',
  'main button',
];

const textFields = 'input:not([type="checkbox"], [type="radio"], [type="file"]), textarea';
const isOff = (element: HTMLElement): boolean => element.matches(':disabled, [aria-disabled="true"]');

/** What Enter means in a sheet: its filled button; null while that would do nothing. */
export function defaultActionOf(sheet: HTMLElement): HTMLElement | null {
  const button = sheet.querySelector<HTMLElement>('.sheet-foot .btn-primary');
  return button && !isOff(button) ? button : null;
}

/** What has to be typed comes first; where nothing has, the default action. A field that the browser chose to be changed is left its focus. */
export function focusSheet(sheet: HTMLElement): void {
  const fields = [...sheet.querySelectorAll<HTMLInputElement>(textFields)].filter((field) => canTake(field) && !isOff(field));
  const empty = fields.find(({ value }) => value.trim() === '');
  if (empty) empty.focus();
  else if (!document.activeElement?.matches(textFields)) defaultActionOf(sheet)?.focus();
}

/** Into the pane, onto what its Enter should do. */
export function focusPane(): void {
  const all = starts.flatMap((selector) => [...document.querySelectorAll<HTMLElement>(selector)]);
  focusInCard(all.find(canTake));
}

/** Onto a key's Copy token, if its card is drawn. */
export const copyTokenOf = (key: string): void =>
  focusInCard(document.getElementById(`key-${key}`)?.querySelector<HTMLElement>('.card-actions .btn'));

/** What a key pressed in a list of cards is for: an open menu's own, a card that the focus is just leaving, or the current card. */
export function pressedIn(target: Element, currentId: string): 'menu' | 'left' | 'current' {
  if (target.closest('[role="menu"]')) return 'menu';
  const card = target.closest<HTMLElement>('.card[data-key]');
  return card === null || card.dataset.key === currentId ? 'current' : 'left';
}

/** The whole card comes into view. */
function focusInCard(button: HTMLElement | null | undefined): void {
  button?.focus({ preventScroll: true });
  button?.closest('.card')?.scrollIntoView({ block: 'nearest' });
}

/**
 * Focus is never lost: when the element that has it goes (a notice closes, a key is trashed, a pane is hidden), the one
 * that had it before takes it back, inside the dialog if one is open. The browser would leave it on the body, where
 * Tab starts over and a screen reader says nothing.
 */
export function keepFocus(): void {
  let before: HTMLElement[] = [];
  let last: HTMLElement | null = null;
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement) || target === document.body) return;
    last = target;
    before = [target, ...before.filter((one) => one !== target)].slice(0, remembered);
  });
  const check = () => {
    const at = document.activeElement;
    // A click beside everything puts the focus on the body on purpose: what had it is still there then.
    if (!last || canTake(last) || (at !== null && at !== document.body && at !== last)) return;
    const dialog = document.querySelector<HTMLElement>('dialog[open]');
    const heir = before.find((one) => canTake(one) && (dialog === null || dialog.contains(one)));
    if (heir) heir.focus({ preventScroll: true });
    else if (dialog) dialog.querySelector<HTMLElement>('input, select, button')?.focus();
    else focusPane();
  };
  new MutationObserver(check).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['inert', 'open', 'data-narrow'],
  });
  addEventListener('resize', check);
}
