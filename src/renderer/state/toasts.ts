import { create } from 'zustand';
import type { KeyrackError } from '../../shared/errors/index.js';
import * as common from '../words/common.js';
import { hintOf } from '../words/errors.js';
import { useView } from './view.js';

export interface Toast {
  readonly id: number;
  readonly tone: 'good' | 'attention' | 'refused' | 'plain';
  readonly text: string;
  readonly hint?: string;
  /** Until it is closed, or its place is left: what happened by itself may have happened while nobody looked. */
  readonly stays?: boolean;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** What a later word about the same takes the place of, its action too: "CI moved to Trash. Undo", "CI is back." */
  readonly about?: string;
  /** Where it was said (`placeOf`): it goes when that is left. Null: it is as true anywhere. */
  readonly place: string | null;
}
type Said = Omit<Toast, 'id' | 'place'> & { readonly place?: null };

interface Toasts {
  /** The latest last. */
  readonly shown: readonly Toast[];
  show(toast: Said): void;
  close(id: number): void;
  /** What was said about something that is over. */
  drop(about: string): void;
  clear(): void;
}

let last = 0;
export const useToasts = create<Toasts>()((set) => ({
  shown: [],
  show: (said) => {
    last += 1;
    const toast: Toast = { place: placeOf(useView.getState()), ...said, id: last };
    set(({ shown }) => ({ shown: [...shown.filter((one) => isKeptBeside(one, toast)), toast] }));
  },
  close: (id) => set(({ shown }) => ({ shown: shown.filter((one) => one.id !== id) })),
  drop: (about) => set(({ shown }) => ({ shown: shown.filter((one) => one.about !== about) })),
  clear: () => set({ shown: [] }),
}));

/** Until it is closed: so does an error that says nothing else, for there is something to do about it. */
export const isStaying = ({ stays, tone }: Pick<Toast, 'stays' | 'tone'>): boolean => stays ?? tone === 'refused';

/** The latest is what the user just did; but what can still be taken back, and what waits to be seen, is not lost to it. */
const isKeptBeside = (one: Toast, next: Toast): boolean =>
  (one.action !== undefined || isStaying(one)) && (one.about === undefined || one.about !== next.about) && one.text !== next.text;

/** A screen, of the keys an organization's; null where nothing is in view yet that could be left. */
function placeOf({ place, organizationId }: ReturnType<typeof useView.getState>): string | null {
  if (place !== 'keys') return place;
  return organizationId === null ? null : `keys:${organizationId}`;
}
useView.subscribe((now, before) => {
  const place = placeOf(now);
  if (place !== placeOf(before))
    useToasts.setState(({ shown }) => ({ shown: shown.filter((one) => one.place === null || one.place === place) }));
});

/** A key that went or came back: the second takes the first's Undo away. */
export const aboutKey = (id: string): string => `key:${id}`;
/** What was done. Its tone is that of the worst that came of it: no green tick stands over what was not. */
export const say = (text: string, more: Partial<Omit<Said, 'text'>> = {}): void =>
  useToasts.getState().show({ tone: 'good', text, ...more });
/** Of what was done but has left something to do by hand: amber, until it was read. */
export const leaving = (isSomethingLeft: boolean): Pick<Said, 'tone' | 'stays'> =>
  isSomethingLeft ? { tone: 'attention', stays: true } : { tone: 'good' };
/** Takes back what the latest notice that offers it is about; false where none in view does. */
export function undoShown(): boolean {
  const { shown, close } = useToasts.getState();
  const offering = shown.findLast(({ action }) => action?.label === common.undo);
  if (!offering) return false;
  close(offering.id);
  offering.action?.run();
  return true;
}
/** An error nobody waits for on a form: what happened, and what to do next. */
export const sayError = (error: KeyrackError): void =>
  useToasts.getState().show({ tone: 'refused', text: error.message, hint: hintOf(error) });
