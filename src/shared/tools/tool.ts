/**
 * A place as it is written down: `~/` is the user's home, `./` the folder the command line works in (the window works in none),
 * `$NAME` what that variable points to.
 */
export type WrittenPlace = `~/${string}` | `./${string}` | `$${string}`;

/** Of several written in one, the first that there is: a variable is, once it is set. */
export type PlaceOrElse = WrittenPlace | readonly WrittenPlace[];

/** What is known of another tool. How its files are read is the strongroom's (`inside/keys/json/readers.ts`). */
export interface ToolDescriptor {
  /** As people write it. */
  readonly name: string;
  /** `file`: one file · `json`: the JSON in a folder · `keys`: the .p8 in a folder. None at all: it has no usual place, and is named by path. */
  readonly places: {
    readonly file?: readonly PlaceOrElse[];
    readonly json?: readonly PlaceOrElse[];
    readonly keys?: readonly PlaceOrElse[];
  };
  /** How many folders down its `keys` lie. */
  readonly foldersDown: number;
  /**
   * Null: it keeps bare keys. `marks`: names at the top of its JSON that tell it from the answers of an API, which are saved under a
   * key's name now and then (B-27).
   */
  readonly json: { readonly marks: readonly string[] } | null;
  /** What is dropped on the window, because it lies in no usual place. */
  readonly toDrop: string | null;
}
