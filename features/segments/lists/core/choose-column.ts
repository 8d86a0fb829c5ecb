import { normaliseIdentifier, normaliseType } from '@/features/identity/core/normalise';
import { breather } from '@/lib/breather';
import { isUuid } from '@/lib/ids';
import { PROFILE_ID } from '../constants';

/** The column whose values are read: its place, its header when the first row is one, and what the values are. */
export type ChosenColumn = { index: number; header: string | null; as: string };

/** Headers that name what is below them, beside the type's own name. */
const names: Record<string, readonly string[]> = {
  email: ['e_mail', 'mail', 'email_address', 'e_mail_address', 'ایمیل', 'رایانامه'],
  phone: ['phone_number', 'mobile', 'tel', 'telephone', 'msisdn', 'تلفن', 'موبایل'],
  user_id: ['userid', 'user', 'id', 'customer_id', 'customer', 'customer_number', 'شناسه'],
  [PROFILE_ID]: ['profile', 'profileid'],
};
/** What values are tried as, those first that least is mistaken for. */
const guesses = [PROFILE_ID, 'email', 'phone'] as const;

/** Columns that are looked at when no header says which one it is. */
const MOST_COLUMNS = 100;

/** Words alone: a value with a slip of the pen has nearly always a digit or a mark that no name of a column needs. */
const wordsOnly = /^[\p{L}\p{M}\p{Zs}\u200c_/-]{1,60}$/u;

const nameOf = (cell: string): string => normaliseType(cell.replace(/^\uFEFF/, '')) ?? '';

/** Whether a value can be an identifier of this type. */
export const isValid = (as: string, value: string, country: string | undefined): boolean =>
  as === PROFILE_ID ? isUuid(value.trim()) : normaliseIdentifier(as, value, country) !== undefined;

/** Chooses by what the first rows look like; undefined when there are none. */
export async function chooseColumn(rows: readonly string[][], as: string, country: string | undefined): Promise<ChosenColumn | undefined> {
  const [first, ...rest] = rows;
  if (!first) return undefined;
  const headers = first.map(nameOf);
  const wanted = as === 'auto' ? Object.keys(names) : [as];
  for (const type of wanted) {
    const index = headers.findIndex((name) => name !== '' && (name === type || names[type]?.includes(name)));
    if (index >= 0 && rest.length > 0) return { index, header: first[index]?.trim() ?? '', as: type };
  }
  const body = rest.length > 0 ? rest : rows;
  const types = as === 'auto' ? guesses : [as];
  const pause = breather();
  let best = { index: 0, as: as === 'auto' ? 'user_id' : as, share: 0 };
  for (const type of types) {
    for (const index of first.slice(0, MOST_COLUMNS).keys()) {
      let valid = 0;
      for (const cells of body) {
        await pause();
        if (isValid(type, cells[index] ?? '', country)) valid += 1;
      }
      const share = valid / body.length;
      if (share > best.share) best = { index, as: type, share };
    }
  }
  const chosen = as === 'auto' && best.share < 0.5 ? { index: 0, as: 'user_id' } : best;
  const top = first[chosen.index] ?? '';
  // Where nearly all values can be told from other texts, words above them are the header. Anything else is a value, which is counted as invalid.
  const telling = rest.length > 0 && guesses.some((type) => type === chosen.as) && best.share > 0.5;
  const headed = telling && !isValid(chosen.as, top, country) && wordsOnly.test(top.trim());
  return { index: chosen.index, as: chosen.as, header: headed ? top.trim() : null };
}
