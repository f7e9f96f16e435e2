/** An Electron event: its own fields, and a `preventDefault` that is remembered. */
export function eventWith<T extends object>(fields: T) {
  let prevented = false;
  return {
    ...fields,
    preventDefault: (): void => {
      prevented = true;
    },
    get defaultPrevented(): boolean {
      return prevented;
    },
  };
}
