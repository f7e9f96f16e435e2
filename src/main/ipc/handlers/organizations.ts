import { asKeyrackError } from '../../../shared/errors/index.js';
import type { Handlers } from '../../../shared/ipc/contract.js';
import { showName } from '../../../shared/text.js';
import type { Shell } from '../../desktop/desktop.js';
import { changeTokens } from '../../words.js';

export const organizationHandlers = (shell: Shell): Handlers['organizations'] => ({
  async add(request) {
    const made = await shell.keyrack.addOrganization(request);
    return { id: made.id };
  },
  async edit({ id, set }) {
    return askingTokens(shell, (confirm) => shell.keyrack.editOrganization({ organization: id, set: defined(set), confirm }));
  },
  async remove({ id }) {
    await shell.keyrack.removeOrganization({ organization: id });
    return {};
  },
});

/** In main’s own dialog, where an edit changes whose tokens are made; a no is no error. */
export async function askingTokens(
  { ask }: Pick<Shell, 'ask'>,
  edit: (confirm: (said: readonly string[]) => Promise<boolean>) => Promise<unknown>,
): Promise<{ changed: boolean }> {
  let isRefused = false;
  const confirm = async (said: readonly string[]) => {
    isRefused = !(await ask.confirm(changeTokens(said.map(showName))));
    return !isRefused;
  };
  try {
    await edit(confirm);
    return { changed: true };
  } catch (error) {
    if (isRefused && asKeyrackError(error).code === 'E_CANCELLED') return { changed: false };
    throw error;
  }
}

/** zod answers an optional field as `undefined`; core tells "not given" from "given". */
export const defined = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
