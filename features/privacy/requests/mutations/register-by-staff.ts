import type { z } from 'zod';
import { sql } from '@/db/client';
import { readCompanySettings } from '@/features/access/data/company';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { momentOf, wallClock } from '@/lib/schedule';
import type { apiIntake, intakeInput } from '../schema';
import { type Registered, registerRequest } from './register-request';

const YEAR_MS = 366 * 86_400_000;

/** @throws AppError invalid_input for a day in the future, or longer than a year ago */
export async function registerByStaff(scope: Scope, input: z.output<typeof intakeInput>): Promise<Registered> {
  const { receivedOn, ...given } = input;
  const { timeZone } = await readCompanySettings();
  const now = new Date();
  const receivedAt = momentOfDay(receivedOn, now, timeZone);
  requireSensible(receivedAt, now, 'receivedOn');
  return sql().begin((tx) => registerRequest(tx, scope, { ...given, receivedAt, origin: 'staff', proof: null }));
}

/** @throws AppError invalid_input for a moment in the future, or longer than a year ago */
export async function registerByApi(scope: Scope, input: z.output<typeof apiIntake>): Promise<Registered> {
  const now = new Date();
  const receivedAt = input.receivedAt ? new Date(input.receivedAt) : now;
  requireSensible(receivedAt, now, 'receivedAt');
  return sql().begin((tx) => registerRequest(tx, scope, { ...input, receivedAt, origin: 'api', proof: null }));
}

/** Today is now; of another day only the date counts, so noon stands for it. */
function momentOfDay(day: string, now: Date, timeZone: string): Date {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const today = wallClock(now, timeZone);
  if (today.year === year && today.month === month && today.day === date) return now;
  return momentOf({ year, month, day: date, hour: 12, minute: 0 }, timeZone);
}

function requireSensible(receivedAt: Date, now: Date, path: string): void {
  const age = now.getTime() - receivedAt.getTime();
  if (age >= 0 && age <= YEAR_MS) return;
  const message = 'Give the day it came in: not in the future, and not longer than a year ago.';
  throw new AppError('invalid_input', message, { key: 'request.receivedAt', fields: [{ path, message }] });
}
