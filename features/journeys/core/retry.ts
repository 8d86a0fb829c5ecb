import { FIRST_RETRY_MS, LONGEST_RETRY_MS } from '../constants';

/** When to try again after so many attempts, or undefined when it is given up. Spread out, so that one refusal does not come back as a wave. */
export function nextTry({ attempts, now, giveUpAt }: { attempts: number; now: Date; giveUpAt: Date }, random: number): Date | undefined {
  const ceiling = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 20));
  const next = new Date(now.getTime() + Math.round(ceiling * (0.5 + random / 2)));
  return next < giveUpAt ? next : undefined;
}
