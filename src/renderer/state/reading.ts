import { create } from 'zustand';
import { api } from '../lib/api.js';
import { awaited } from '../words/common.js';

interface Reading {
  /** Of a look into files, while it goes on. */
  readonly looked: { readonly done: number; readonly total: number } | null;
  /** The file that keeps a look or an import waiting: it is not on this machine yet (B-58). */
  readonly waitingFor: string | null;
  /** Whatever was told belongs to another look. */
  forget(): void;
}

export const useReading = create<Reading>()((set) => ({
  looked: null,
  waitingFor: null,
  forget: () => set({ looked: null, waitingFor: null }),
}));

/** What to say instead of “Reading…”; null when nothing keeps it waiting. */
export function useAwaited(): string | null {
  const file = useReading(({ waitingFor }) => waitingFor);
  return file === null ? null : awaited(file);
}

export function listenToReading(): void {
  api.on.progress(({ work, done, total, waitingFor }) => {
    if (work === 'look') useReading.setState({ looked: { done, total }, waitingFor });
    if (work === 'import') useReading.setState({ waitingFor });
  });
}
