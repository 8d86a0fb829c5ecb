import { normaliseIdentifier, normaliseType } from '@/features/identity/core/normalise';
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

const nameOf = (cell: string): string => normaliseType(cell.replace(/^\uFEFF/, '')) ?? '';

/** Whether a value can be an identifier of this type. */
export const isValid = (as: string, value: string, country: string | undefined): boolean =>
  as === PROFILE_ID ? isUuid(value.trim()) : normaliseIdentifier(as, value, country) !== undefined;

/** Chooses by what the first rows look like; undefined when there are none. */
export function chooseColumn(rows: readonly string[][], as: string, country: string | undefined): ChosenColumn | undefined {
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
  const share = (index: number, type: string): number =>
    body.filter((cells) => isValid(type, cells[index] ?? '', country)).length / body.length;
  const candidates = types.flatMap((type) => first.map((_, index) => ({ index, as: type, share: share(index, type) })));
  const best = candidates.reduce((a, b) => (b.share > a.share ? b : a), { index: 0, as: as === 'auto' ? 'user_id' : as, share: 0 });
  const chosen = as === 'auto' && best.share < 0.5 ? { index: 0, as: 'user_id' } : best;
  const top = first[chosen.index] ?? '';
  // Where nearly all values can be told from other texts, a first one that is none of them is the header.
  const headed =
    rest.length > 0 &&
    guesses.some((type) => type === chosen.as) &&
    !isValid(chosen.as, top, country) &&
    share(chosen.index, chosen.as) > 0.5;
  return { index: chosen.index, as: chosen.as, header: headed ? top.trim() : null };
}
