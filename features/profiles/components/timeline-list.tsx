'use client';

import { Button } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useFormat } from '@/components/use-format';
import type { EventView } from '../types';
import { EventRow } from './event-row';
import classes from './timeline.module.css';

type Props = {
  events: EventView[];
  /** The event that is open at first. */
  opened: string | null;
  sourceName: (id: string) => string;
  currency: string | null;
  hasMore: boolean;
  loading: boolean;
  loadMore: () => void;
};

type Line = { key: string; day: string } | { key: string; event: EventView };

const ROW = 44;
const AHEAD = 10;

/** Rows by day; only those near the window are in the document, and older ones are fetched before one gets there. */
export function TimelineList({ events, opened, sourceName, currency, hasMore, loading, loadMore }: Props) {
  const t = useTranslations('profiles.timeline');
  const format = useFormat();
  const root = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(opened ? [opened] : []));
  useLayoutEffect(() => setTop(root.current ? root.current.getBoundingClientRect().top + window.scrollY : 0), []);

  const lines = useMemo(() => {
    const all: Line[] = [];
    let day = '';
    for (const event of events) {
      const date = format.date(event.occurredAt);
      if (date !== day) all.push({ key: `day ${date}`, day: date });
      day = date;
      all.push({ key: event.id, event });
    }
    return all;
  }, [events, format]);

  const virtual = useWindowVirtualizer({
    count: lines.length,
    estimateSize: () => ROW,
    overscan: AHEAD,
    scrollMargin: top,
    getItemKey: (index) => lines[index]?.key ?? index,
    initialRect: { width: 1000, height: 1000 },
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loading && last >= lines.length - AHEAD) loadMore();
  }, [hasMore, loading, last, lines.length, loadMore]);

  const toggle = (id: string) =>
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });

  return (
    <div ref={root}>
      <ol className={classes.list} style={{ blockSize: virtual.getTotalSize() }} aria-label={t('label')}>
        {items.map((item) => {
          const line = lines[item.index];
          if (!line) return null;
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className={classes.item}
              style={{ transform: `translateY(${item.start - top}px)` }}
            >
              {'day' in line ? (
                <h3 className={classes.day}>{line.day}</h3>
              ) : (
                <EventRow
                  event={line.event}
                  source={sourceName(line.event.sourceId)}
                  currency={currency}
                  open={open.has(line.event.id)}
                  onToggle={() => toggle(line.event.id)}
                />
              )}
            </li>
          );
        })}
      </ol>
      <p className={classes.end}>
        {hasMore ? (
          <Button variant="default" loading={loading} onClick={loadMore}>
            {t('older')}
          </Button>
        ) : (
          t('end', { count: events.length })
        )}
      </p>
    </div>
  );
}
