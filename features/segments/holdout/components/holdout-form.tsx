'use client';

import { Button, NumberInput, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Section } from '@/components/page-body';
import { useAction } from '@/components/use-action';
import type { Holdout } from '../../conditions/types';
import { saveHoldoutAction } from '../actions';

/** How many percent of everybody are left alone to compare with, and by which draw. */
export function HoldoutForm({ percent: known, seed }: Holdout) {
  const t = useTranslations('segments.holdout');
  const common = useTranslations('common.action');
  const [percent, setPercent] = useState<number | string>(known);
  const { run, pending, fieldError } = useAction(saveHoldoutAction, { success: t('saved') });
  return (
    <Section title={t('title')} description={t('text')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending) void run({ percent: Number(percent), seed: String(new FormData(event.currentTarget).get('seed')) });
        }}
      >
        <Stack gap="md" maw="24rem">
          <NumberInput
            label={t('percent')}
            description={t('percentHelp')}
            min={0}
            max={100}
            decimalScale={2}
            value={percent}
            onChange={setPercent}
            error={fieldError('percent')}
          />
          <TextInput
            name="seed"
            label={t('seed')}
            description={t('seedHelp')}
            defaultValue={seed}
            maxLength={100}
            error={fieldError('seed')}
          />
          <div>
            <Button type="submit" loading={pending}>
              {common('save')}
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  );
}
