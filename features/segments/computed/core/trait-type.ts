import { isPersonalPath } from '@/features/profiles/core/mask-properties';
import type { ValueType } from '../../conditions/value-schema';
import type { Definition } from '../schema';
import { partsOf } from './measures';

/** The type of an event's property, where it is known. */
export type TypeOf = (event: string, property: string) => ValueType | undefined;

/** The type of a trait's values. */
export function traitType(d: Definition, typeOf: TypeOf): ValueType {
  if (d.measure === 'unique_list') return 'array';
  if (d.measure !== 'first' && d.measure !== 'last' && d.measure !== 'most_frequent') return 'number';
  const type = d.of.path ? undefined : typeOf(d.event, d.of.property);
  return type === 'number' || type === 'boolean' || type === 'date' ? type : 'string';
}

/** Texts of these say what somebody looked at or bought, not who they are. */
const OF_THINGS =
  /^(.*_)?(category|categories|brand|product|product_id|sku|collection|department|size|color|colour|material|store|shop|branch|campaign|channel|medium|source|currency|country|plan|tier|type|kind|status|language|device|platform|os|browser|page|section|topic|genre|rating|score|result|variant|coupon|payment_method|shipping_method)$/i;

/** Whether the values are personal data: those of a personal property are, and texts of any that is not known to be about things. */
export function isPersonal(d: Definition, typeOf: TypeOf): boolean {
  return partsOf(d).some((part) => {
    if (!('of' in part) || !part.of) return false;
    if (isPersonalPath(part.of)) return true;
    const name = part.of.path?.at(-1) ?? part.of.property;
    const type = part.of.path ? undefined : typeOf(part.event, part.of.property);
    const texts = part.measure === 'first' || part.measure === 'last' || part.measure === 'most_frequent' || part.measure === 'unique_list';
    return texts && type !== 'number' && type !== 'boolean' && !OF_THINGS.test(name);
  });
}
