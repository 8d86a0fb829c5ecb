'use client';

import { Button, Group, Modal, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { refitModelAction, saveModelSettingsAction } from '@/features/traits/actions';
import type { ModelSettings } from '@/features/traits/schema';
import type { ModelView } from '../../data/model-view';

type Props = { model: ModelView; onClose: () => void };

/** Model, horizon, margin and discount; saving fits the model anew, and "fit now" does so without a change. */
export function ModelSettingsDialog({ model: { settings, state, published, latest }, onClose }: Props) {
  const t = useTranslations('insights.settings');
  const names = useTranslations('insights.model.name');
  const common = useTranslations('common.action');
  const format = useFormat();
  const router = useRouter();
  const [chosen, setChosen] = useState<ModelSettings>(settings);
  const done = () => {
    router.refresh();
    onClose();
  };
  const save = useAction(saveModelSettingsAction, { success: t('saved'), onSuccess: done });
  const refit = useAction(refitModelAction, { success: t('requested'), onSuccess: done });
  const set = (change: Partial<ModelSettings>) => setChosen((now) => ({ ...now, ...change }));
  const number = (key: 'horizonDays' | 'marginPercent' | 'discountPercent', min: number, max: number, suffix: string) => (
    <NumberInput
      label={t(key)}
      description={t(`${key}Help`)}
      value={chosen[key]}
      min={min}
      max={max}
      suffix={suffix}
      allowDecimal={key !== 'horizonDays'}
      clampBehavior="blur"
      error={save.fieldError(key)}
      onChange={(value) => typeof value === 'number' && set({ [key]: value })}
    />
  );
  const last = published ?? latest;
  return (
    <Modal opened onClose={onClose} title={t('title')} closeButtonProps={{ 'aria-label': common('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save.run(chosen);
        }}
      >
        <Stack gap="md">
          <Select
            label={t('model')}
            description={t('modelHelp')}
            allowDeselect={false}
            data={(['mbgnbd', 'bgnbd'] as const).map((value) => ({ value, label: names(value) }))}
            value={chosen.model}
            onChange={(value) => (value === 'mbgnbd' || value === 'bgnbd') && set({ model: value })}
          />
          {number('horizonDays', 7, 365, ` ${t('days')}`)}
          {number('marginPercent', 1, 100, ' %')}
          {number('discountPercent', 0, 100, ' %')}
          <Text size="sm" c="dimmed">
            {state !== 'idle' ? t(`state.${state}`) : last ? t('lastFit', { time: format.dateTime(last.fittedAt) }) : t('neverFit')}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" loading={refit.pending} disabled={state !== 'idle'} onClick={() => void refit.run({})}>
              {t('fitNow')}
            </Button>
            <Button type="submit" loading={save.pending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
