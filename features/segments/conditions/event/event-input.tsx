'use client';

import { Autocomplete } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEventLabel } from '@/components/use-event-label';
import { ANY_EVENT } from '../../constants';
import classes from '../controls/editor.module.css';
import { useSuggestions } from '../controls/suggestions-context';

type Props = { value: string | undefined; onChange: (event: string | undefined) => void; label?: string; any?: boolean };

/** The name of an event, in words, with those seen so far; `any` also offers every event. */
export function EventInput({ value, onChange, label, any = true }: Props) {
  const t = useTranslations('segments.field');
  const { events } = useSuggestions();
  const words = useEventLabel();
  const named = events.map(({ name }) => [words(name), name] as const);
  const labels = new Map(any ? [[t('anyEvent'), ANY_EVENT] as const, ...named] : named);
  return (
    <Autocomplete
      aria-label={label ?? t('event')}
      placeholder={t('eventPlaceholder')}
      data={[...labels.keys()]}
      value={value === ANY_EVENT ? t('anyEvent') : words(value ?? '')}
      onChange={(text) => onChange((labels.get(text) ?? text) || undefined)}
      limit={50}
      className={classes.name}
    />
  );
}
