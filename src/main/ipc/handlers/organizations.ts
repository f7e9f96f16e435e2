import type { Handlers } from '../../../shared/ipc/contract.js';
import type { Shell } from '../../shell.js';

export const organizationHandlers = ({ keyrack }: Shell): Handlers['organizations'] => ({
  async add(request) {
    const made = await keyrack.addOrganization(request);
    return { id: made.id };
  },
  async edit({ id, set }) {
    await keyrack.editOrganization({ organization: id, set: defined(set) });
    return {};
  },
  async remove({ id }) {
    await keyrack.removeOrganization({ organization: id });
    return {};
  },
});

/** zod answers an optional field as `undefined`; core tells "not given" from "given". */
export const defined = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
