import type { AnySql } from '@/db/client';
import type { AppLocale } from '@/lib/i18n/config';
import { builtInTraits } from '../constants';
import { slotsIn } from '../templates/fill';
import { nearest } from '../templates/nearest';
import { templates } from '../templates/registry';
import { type Slot, slots } from '../templates/slots';
import { type Industry, industries } from '../templates/types';
import { readSuggestions } from './suggestions';

/** One thing a template needs: whether it is here, the name that would be taken, and the nearest ones that could be instead. */
export type OfferedNeed = { slot: string; as: 'event' | 'trait'; usual: string; here: boolean; name: string; offered: string[] };
/** A template in the reader's language; its rule still has the marks of its needs. */
export type OfferedTemplate = { id: string; industry: Industry; name: string; text: string; needs: OfferedNeed[]; rule: unknown };

/** Every template with what it needs, measured by the names that this installation has seen. */
export async function listTemplates(tx: AnySql, locale: AppLocale): Promise<OfferedTemplate[]> {
  const { events, traits } = await readSuggestions(tx);
  const own = Object.keys(builtInTraits);
  const names = {
    event: events.map((event) => event.name),
    trait: traits.map((trait) => trait.name).filter((name) => !own.includes(name)),
  };
  const found = new Map<Slot, OfferedNeed>();
  const need = (slot: Slot): OfferedNeed => {
    const known = found.get(slot);
    if (known) return known;
    const { as, names: wanted } = slots[slot];
    const made: OfferedNeed = { slot, as, usual: wanted[0] ?? '', ...nearest(wanted, names[as]) };
    found.set(slot, made);
    return made;
  };
  return industries.flatMap((industry) =>
    templates[industry].map(({ id, name, text, rule }) => ({
      id: `${industry}/${id}`,
      industry,
      name: name[locale],
      text: text[locale],
      needs: slotsIn(rule).map(need),
      rule,
    })),
  );
}
