'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Suggestions } from '../../data/suggestions';
import type { Reach } from '../../queries';
import classes from '../preview-panel.module.css';

type Props = { value: Reach; onChange: (reach: Reach) => void; names: Pick<Suggestions, 'purposes' | 'channels'> };

/** For what purpose and on what channel one wants to reach them; nothing chosen counts everybody. */
export function ReachChoice({ value, onChange, names: { purposes, channels } }: Props) {
  const t = useTranslations('segments.preview.reach');
  const first = channels.find(({ key }) => key === 'email') ?? channels[0];
  if (purposes.length === 0 || !first) return null;
  return (
    <div className={classes.reach}>
      <NativeSelect
        size="xs"
        label={t('label')}
        value={value?.purpose ?? ''}
        onChange={({ currentTarget: { value: purpose } }) =>
          onChange(purpose ? { purpose, channel: value?.channel ?? first.key } : undefined)
        }
        data={[{ value: '', label: t('everybody') }, ...purposes.map((p) => ({ value: p.key, label: p.name }))]}
      />
      {value && (
        <NativeSelect
          size="xs"
          label={t('channel')}
          value={value.channel}
          onChange={({ currentTarget: { value: channel } }) => onChange({ ...value, channel })}
          data={channels.map((c) => ({ value: c.key, label: c.name }))}
        />
      )}
    </div>
  );
}
