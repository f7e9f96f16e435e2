export type Environment = Readonly<Record<string, string | undefined>>;

/** What opens a vault or a backup when the environment says it. The last is a path, and a path to a secret. */
export const secretVariables = [
  'KEYRACK_PASSPHRASE',
  'KEYRACK_NEW_PASSPHRASE',
  'KEYRACK_BACKUP_PASSPHRASE',
  'KEYRACK_IDENTITY',
  'KEYRACK_IDENTITY_FILE',
] as const;

/** What was taken out of an environment: these variables, where they were set. */
export type GivenSecrets = { readonly [name in (typeof secretVariables)[number]]?: string };

/** H-73: nothing of ours stands in the environment of a program we start, whichever. Windows does not mind a name's case. */
export const forChild = (env: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && !/^KEYRACK_/i.test(entry[0])),
  );
