import type { z } from 'zod';
import type { ErrorBody, ErrorCode } from '../../shared/errors/index.js';
import type { Finding as Shape } from '../../shared/model.js';

/** What a check found. `code` is set where it fails, and says with which exit. */
export type Finding = Omit<z.infer<typeof Shape>, 'code' | 'name'> & { readonly code: ErrorCode | null };
/** The same, with what the check is called. */
export type NamedFinding = Finding & { readonly name: string };

export const ok = (check: string, title: string, detail: string): Finding => ({
  check,
  status: 'ok',
  title,
  detail,
  fix: null,
  code: null,
});

export const warning = (check: string, title: string, detail: string, fix: string): Finding => ({
  check,
  status: 'warn',
  title,
  detail,
  fix,
  code: null,
});

export const failing = (check: string, title: string, { code, message, hint }: ErrorBody, fix: string = hint): Finding => ({
  check,
  status: 'fail',
  title,
  detail: message,
  fix,
  code,
});
