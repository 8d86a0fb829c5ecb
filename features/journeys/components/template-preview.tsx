'use client';

import { SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ErrorState } from '@/components/error-state';
import { useDebounced } from '@/components/use-debounced';
import { useFormat } from '@/components/use-format';
import type { Preview } from '../core/preview';
import { previewQuery } from '../queries';
import type { TemplateContent } from '../types';
import classes from './emails.module.css';
import { PersonPicker, type Picked } from './person-picker';

type Props = { content: TemplateContent; person: Picked | null; onPerson: (person: Picked | null) => void };
type Width = 'desktop' | 'phone' | 'plain';

/** The template as somebody would get it: renewed while it is written, on a desktop, on a phone, and as plain text. */
export function TemplatePreview({ content, person, onPerson }: Props) {
  const t = useTranslations('emails.preview');
  const settled = useDebounced(content, 400);
  const [width, setWidth] = useState<Width>('desktop');
  const { data, error, refetch } = useQuery(previewQuery(settled, person?.id ?? null));
  return (
    <section className={classes.preview} aria-label={t('title')}>
      <h2 className={classes.heading}>{t('title')}</h2>
      <PersonPicker picked={person} onPick={onPerson} />
      <SegmentedControl
        aria-label={t('width')}
        value={width}
        onChange={(value) => setWidth(value as Width)}
        data={(['desktop', 'phone', 'plain'] as const).map((value) => ({ value, label: t(value) }))}
      />
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={240} />}
      {data && <Warnings preview={data} />}
      {data?.letter && <Mail letter={data.letter} width={width} locale={settled.locale} />}
      {data && !data.letter && <p className={classes.quiet}>{t('faulty')}</p>}
    </section>
  );
}

function Warnings({ preview: { missing, unknown } }: { preview: Preview }) {
  const t = useTranslations('emails.preview');
  const format = useFormat();
  return (
    <div aria-live="polite">
      {missing.length > 0 && <p className={classes.warning}>{t('missing', { names: format.list(missing) })}</p>}
      {unknown.length > 0 && <p className={classes.warning}>{t('unknown', { names: format.list(unknown) })}</p>}
    </div>
  );
}

/** What is in the frame runs nothing, opens nothing and belongs to nobody's page. */
function Mail({ letter, width, locale }: { letter: NonNullable<Preview['letter']>; width: Width; locale: string }) {
  const t = useTranslations('emails.preview');
  return (
    <div className={classes.mail}>
      <div className={classes.mailHead}>
        <p className={classes.quiet}>{t('subject')}</p>
        <p className={classes.mailSubject}>
          <bdi>{letter.subject}</bdi>
        </p>
      </div>
      {width === 'plain' ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by keys
        <section className={classes.plain} dir={locale === 'fa' ? 'rtl' : 'ltr'} tabIndex={0} aria-label={t('plain')}>
          {letter.text}
        </section>
      ) : (
        <div className={classes.stage} data-phone={width === 'phone' || undefined}>
          <iframe className={classes.frame} title={t('frame')} sandbox="" srcDoc={letter.html} referrerPolicy="no-referrer" />
        </div>
      )}
    </div>
  );
}
