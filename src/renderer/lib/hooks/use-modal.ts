import { type RefObject, useLayoutEffect } from 'react';
import { create } from 'zustand';

/** The modal dialogs that are open, the topmost last: only what is drawn in that one is neither dimmed nor out of reach. */
const useModals = create<{ readonly open: readonly HTMLDialogElement[] }>()(() => ({ open: [] }));
export const useTopmost = (): HTMLDialogElement | null => useModals(({ open }) => open.at(-1) ?? null);

/** Opens it as it is first drawn, before the browser moves the focus away from what opened it, so that it can be given back. */
export function useModal(box: RefObject<HTMLDialogElement | null>, onOpen?: (dialog: HTMLDialogElement) => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as it is opened
  useLayoutEffect(() => {
    const dialog = box.current;
    if (!dialog) return;
    dialog.showModal();
    onOpen?.(dialog);
    useModals.setState(({ open }) => ({ open: [...open, dialog] }));
    return () => {
      dialog.close();
      useModals.setState(({ open }) => ({ open: open.filter((one) => one !== dialog) }));
    };
  }, []);
}
