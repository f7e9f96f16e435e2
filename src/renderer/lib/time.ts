import { day } from '../../shared/words/day.js';
import * as common from '../words/common.js';

const minute = 60_000;
const hour = 60 * minute;
const dayMs = 24 * hour;

/** "just now", "3 min ago", "yesterday", "12 Mar 2026". `at`: ISO 8601; `now`: milliseconds since 1970. */
export function ago(at: string, now: number): string {
  const then = Date.parse(at);
  const past = now - then;
  if (past < minute) return common.justNow;
  if (past < hour) return common.minutesAgo(Math.floor(past / minute));
  if (past < dayMs) return common.hoursAgo(Math.floor(past / hour));
  const days = Math.floor(past / dayMs);
  if (days === 1) return 'yesterday';
  if (days < 30) return common.daysAgo(days);
  return day(at);
}

/** For the tooltip: the local time and UTC, to the second. */
export const exactly = (at: string): string => {
  const date = new Date(at);
  const local = date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
  return common.withUtc(local, date.toISOString().slice(0, 19).replace('T', ' '));
};

/** "13:51:30", local. */
export const timeOfDay = (ms: number): string => new Date(ms).toLocaleTimeString('en-GB');

/** "18:42"; never below "0:00". */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
