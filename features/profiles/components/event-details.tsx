'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CodeBlock } from '@/components/code-block';
import { useFormat } from '@/components/use-format';
import { lineItems } from '../core/sentence';
import type { EventView } from '../types';
import classes from './timeline.module.css';
import { TraitValue } from './trait-value';

const LISTS = new Set(['products', 'items', 'line_items']);

/** What an event carried: its line items, its other properties, and one click away all of it as JSON. */
export function EventDetails({ event, source, currency }: { event: EventView; source: string; currency: string | null }) {
  const t = useTranslations('profiles.timeline');
  const format = useFormat();
  const [raw, setRaw] = useState(false);
  const items = lineItems(event.properties);
  const plain = Object.entries(event.properties).filter(([name]) => items.length === 0 || !LISTS.has(name));
  return (
    <div className={classes.details}>
      {items.length > 0 && (
        <table className={classes.items} aria-label={t('items')}>
          <thead>
            <tr>
              <th scope="col">{t('item')}</th>
              <th scope="col" data-number>
                {t('quantity')}
              </th>
              <th scope="col" data-number>
                {t('price')}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same thing may stand on an order twice, and the list never changes
              <tr key={i}>
                <td>
                  <bdi>{item.name || '–'}</bdi>
                </td>
                <td data-number>{format.number(item.quantity)}</td>
                <td data-number>
                  {item.price === null ? '–' : format.money(item.price, event.currency ?? currencyOf(event) ?? currency ?? undefined)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <dl className={classes.properties}>
        <div>
          <dt>{t('when')}</dt>
          <dd>{format.dateTime(event.occurredAt)}</dd>
        </div>
        <div>
          <dt>{t('source')}</dt>
          <dd>{source}</dd>
        </div>
        {plain.map(([name, value]) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              <TraitValue value={value} />
            </dd>
          </div>
        ))}
      </dl>
      <Button variant="default" size="compact-sm" aria-expanded={raw} onClick={() => setRaw(!raw)}>
        {t(raw ? 'hideRaw' : 'raw')}
      </Button>
      {raw && <CodeBlock code={JSON.stringify(event, null, 2)} label={t('raw')} />}
    </div>
  );
}

const currencyOf = (event: EventView): string | undefined =>
  typeof event.properties.currency === 'string' ? event.properties.currency : undefined;
