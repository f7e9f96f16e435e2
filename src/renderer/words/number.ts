/** "1,200": as it stands in a sentence. */
export const number = (n: number): string => n.toLocaleString('en');
