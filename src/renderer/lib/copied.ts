/** How long a button says that it has copied. */
export const copiedMs = 2_500;
