import type { Statement } from '../core/statement';
import type { ValueSource } from './value-source';

type Scalar = string | number | boolean;

/** A list's items as a set, none of what is no list. */
const items = ({ json, isArray }: ValueSource): string =>
  `jsonb_array_elements(case when ${isArray} then ${json} else '[]'::jsonb end) i (item)`;

/** Whether the list holds any of these values. */
export function includesAny(s: Statement, source: ValueSource, values: readonly Scalar[], fold: true | undefined): string {
  const texts = fold ? values.filter((v) => typeof v === 'string') : [];
  const others = fold ? values.filter((v) => typeof v !== 'string') : values;
  const parts = [
    ...others.map((value) => `${source.isArray} and ${source.json} @> ${s.json([value])}`),
    ...(texts.length
      ? [
          `exists (select from ${items(source)} where jsonb_typeof(item) = 'string'
            and fold_text(item #>> '{}') = any(array(select fold_text(w) from unnest(${s.texts(texts)}) w)))`,
        ]
      : []),
  ];
  return parts.map((part) => `(${part}) is true`).join(' or ');
}

/** How many items a list has; null for what is no list. */
export const countSql = ({ json, isArray }: ValueSource): string => `(case when ${isArray} then jsonb_array_length(${json}) end)`;
