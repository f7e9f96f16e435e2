/** The same methods, each run inside `wrap`. */
export function wrapMethods<T extends object>(methods: T, wrap: <R>(work: () => Promise<R>) => Promise<R>): T {
  return Object.fromEntries(
    Object.entries(methods as Record<string, (...given: unknown[]) => Promise<unknown>>).map(([name, method]) => [
      name,
      (...given: unknown[]) => wrap(() => method(...given)),
    ]),
  ) as T;
}
