'use client';

import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Section } from '@/components/page-body';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import type { Schedule } from '@/lib/schedule';
import { pauseConnectorAction, saveScheduleAction } from '../actions';
import type { ScheduleView } from '../loaders';
import classes from './connections.module.css';

const presets = ['manual', '5', '15', '30', 'hour', 'day', 'week'] as const;
type Preset = (typeof presets)[number];
const days = ['1', '2', '3', '4', '5', '6', '7'] as const;

const presetOf = (schedule: Schedule | null): Preset =>
  schedule === null ? 'manual' : schedule.every === 'minutes' ? (String(schedule.minutes) as Preset) : schedule.every;

function scheduleFor(preset: Preset, at: string, weekday: string): Schedule | null {
  if (preset === 'manual') return null;
  if (preset === 'hour') return { every: 'hour' };
  if (preset === 'day') return { every: 'day', at };
  if (preset === 'week') return { every: 'week', at, weekday: Number(weekday) };
  return { every: 'minutes', minutes: preset === '5' ? 5 : preset === '15' ? 15 : 30 };
}

/** When the source is read by itself, in the company's time zone. */
export function ScheduleForm({ view }: { view: ScheduleView }) {
  const t = useTranslations('connectors.schedule');
  const format = useFormat();
  const router = useRouter();
  const stored = view.schedule;
  const [preset, setPreset] = useState<Preset>(presetOf(stored));
  const [at, setAt] = useState(stored && 'at' in stored ? stored.at : '06:00');
  const [weekday, setWeekday] = useState(stored?.every === 'week' ? String(stored.weekday) : '1');
  const save = useAction(saveScheduleAction, { success: t('saved'), onSuccess: () => router.refresh() });
  const pause = useAction(pauseConnectorAction, { success: t(view.paused ? 'resumed' : 'pausedNow'), onSuccess: () => router.refresh() });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save.run({ id: view.id, schedule: scheduleFor(preset, at, weekday) });
      }}
    >
      <Section title={t('title')} description={t('help', { zone: view.timeZone })}>
        <Stack gap="md">
          <Select
            label={t('every')}
            allowDeselect={false}
            value={preset}
            onChange={(value) => setPreset(presets.find((each) => each === value) ?? 'manual')}
            data={presets.map((value) => ({ value, label: t(`presets.${value}`) }))}
          />
          {preset === 'week' && (
            <Select
              label={t('weekday')}
              allowDeselect={false}
              value={weekday}
              onChange={(value) => setWeekday(value ?? '1')}
              data={days.map((value) => ({ value, label: t(`days.${value}`) }))}
            />
          )}
          {(preset === 'day' || preset === 'week') && (
            <TextInput
              label={t('at')}
              dir="ltr"
              placeholder="06:00"
              value={at}
              onChange={(event) => setAt(event.currentTarget.value)}
              error={save.fieldError('schedule.at')}
              maxLength={5}
            />
          )}
          <p className={classes.quiet}>
            {view.paused ? t('paused') : view.nextRunAt ? t('next', { time: format.dateTime(view.nextRunAt) }) : t('none')}
          </p>
          <Group gap="xs">
            <Button type="submit" loading={save.pending}>
              {t('save')}
            </Button>
            {stored && (
              <Button variant="default" loading={pause.pending} onClick={() => void pause.run({ id: view.id, paused: !view.paused })}>
                {t(view.paused ? 'resume' : 'pause')}
              </Button>
            )}
          </Group>
        </Stack>
      </Section>
    </form>
  );
}
