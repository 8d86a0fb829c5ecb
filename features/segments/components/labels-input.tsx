'use client';

import { TagsInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { MOST_LABELS } from '../constants';

type Props = { known: string[]; value: string[]; error?: string | undefined; focus: boolean; onChange: (labels: string[]) => void };

/** Labels: those that other segments have are offered, any other may be written. */
export function LabelsInput({ known, focus, ...rest }: Props) {
  const t = useTranslations('segments.labels');
  return (
    <TagsInput
      label={t('label')}
      description={t('help')}
      data={known}
      maxTags={MOST_LABELS}
      acceptValueOnBlur
      autoFocus={focus}
      data-autofocus={focus || undefined}
      {...rest}
    />
  );
}
