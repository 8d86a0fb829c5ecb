'use client';

import { Button, Skeleton } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import classes from './label-list.module.css';

// Most segments have none: what writes them is fetched by those that do.
const LabelsInput = dynamic(() => import('./labels-input').then((m) => m.LabelsInput), {
  ssr: false,
  loading: () => <Skeleton height={32} />,
});

type Props = { known: string[]; value: string[]; error: string | undefined; onChange: (labels: string[]) => void };

/** The labels of a segment in its form; a button while it has none. */
export function LabelsField({ known, value, error, onChange }: Props) {
  const t = useTranslations('segments.labels');
  const [opened, setOpened] = useState(false);
  if (value.length === 0 && !opened)
    return (
      <Button
        className={classes.begin ?? ''}
        variant="subtle"
        size="compact-sm"
        leftSection={<IconTag size={14} />}
        onClick={() => setOpened(true)}
      >
        {t('begin')}
      </Button>
    );
  return <LabelsInput known={known} value={value} error={error} focus={opened} onChange={onChange} />;
}
