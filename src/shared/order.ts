const names = new Intl.Collator('en', { numeric: true });

/** The order of names in every list: "Key 2" before "Key 10". */
export const byName = (a: { readonly name: string }, b: { readonly name: string }): number => names.compare(a.name, b.name);
