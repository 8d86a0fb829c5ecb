'use client';

import { useTranslations } from 'next-intl';
import { useEventLabel } from '@/components/use-event-label';
import { ANY_EVENT } from '../../constants';
import { NameInput } from '../controls/name-input';
import { Place } from '../controls/place';
import { useSuggestions } from '../controls/suggestions-context';

type Props = { value: string | undefined; onChange: (event: string | undefined) => void; label?: string; any?: boolean };

/** The name of an event, in words, with those seen so far; `any` also offers every event. */
export function EventInput({ value, onChange, label, any = true }: Props) {
  const t = useTranslations('segments.field');
  const { events } = useSuggestions();
  const words = useEventLabel();
  const named = events.map(({ name, seen }) => ({ name, label: words(name), seen }));
  return (
    <Place at="event">
      <NameInput
        label={label ?? t('event')}
        placeholder={t('eventPlaceholder')}
        known={any ? [{ name: ANY_EVENT, label: t('anyEvent') }, ...named] : named}
        value={value}
        onChange={onChange}
      />
    </Place>
  );
}
