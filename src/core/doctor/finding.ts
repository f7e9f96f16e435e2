import type { z } from 'zod';
import type { ErrorBody, ErrorCode } from '../../shared/errors/index.js';
import type { Finding as Shape } from '../../shared/model.js';

export type Check = z.infer<typeof Shape>['check'];
/** One thing looked at. `code` is set where it fails, and says with which exit. */
export type Finding = Omit<z.infer<typeof Shape>, 'code'> & { readonly code: ErrorCode | null };

export const ok = (check: Check, title: string, detail: string): Finding => ({ check, status: 'ok', title, detail, fix: null, code: null });

export const warning = (check: Check, title: string, detail: string, fix: string): Finding => ({
  check,
  status: 'warn',
  title,
  detail,
  fix,
  code: null,
});

export const failing = (check: Check, title: string, { code, message, hint }: ErrorBody, fix: string = hint): Finding => ({
  check,
  status: 'fail',
  title,
  detail: message,
  fix,
  code,
});
