/** How far a method has come, told while it works: data, which the wire sends ahead of the answer. */
export interface Progress {
  /** Sources read, or keys proven, of `total`. */
  readonly done: number;
  readonly total: number;
  /** The path as given of a file that keeps everybody waiting, in a cloud or on a share (B-58); null: none does. */
  readonly waitingFor: string | null;
}
export type OnProgress = (progress: Progress) => void;
