/** What a script sees of the end of a command; docs/cli.md says them one by one. */
export const exit = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  notFound: 3,
  locked: 4,
  network: 5,
  appleRefused: 6,
  busy: 7,
  inputRefused: 8,
  storage: 9,
} as const;
