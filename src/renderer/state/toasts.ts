import { create } from 'zustand';
import type { KeyrackError } from '../../shared/errors/index.js';
import { hintOf } from '../words/errors.js';

export interface Toast {
  readonly id: number;
  readonly tone: 'good' | 'refused' | 'plain';
  readonly text: string;
  readonly hint?: string;
  /** Milliseconds since 1970: "Clipboard clears in 42 s" counts down to it, and the toast goes with it. */
  readonly until?: number | null;
  /** Until it is closed: what happened by itself may have happened while nobody looked. */
  readonly stays?: boolean;
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface Toasts {
  /** One at a time: the latest is what the user just did. */
  readonly shown: Toast | null;
  show(toast: Omit<Toast, 'id'>): void;
  close(id: number): void;
  clear(): void;
}

let last = 0;
export const useToasts = create<Toasts>()((set) => ({
  shown: null,
  show: (toast) => {
    last += 1;
    set({ shown: { ...toast, id: last } });
  },
  close: (id) => set(({ shown }) => (shown?.id === id ? { shown: null } : {})),
  clear: () => set({ shown: null }),
}));

export const say = (text: string, action?: Toast['action']): void =>
  useToasts.getState().show({ tone: 'good', text, ...(action ? { action } : {}) });
/** An error nobody waits for on a form: what happened, and what to do next. */
export const sayError = (error: KeyrackError): void =>
  useToasts.getState().show({ tone: 'refused', text: error.message, hint: hintOf(error) });
