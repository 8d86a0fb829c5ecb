'use client';

import { Button, Stack, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { liftRequestAction } from '../actions';
import { REASON_LENGTH } from '../constants';
import classes from './request.module.css';

/** Ends a restriction or an objection, after the person was told. */
export function LiftPanel({ requestId, type }: { requestId: string; type: 'restriction' | 'objection' }) {
  const t = useTranslations('requests.lift');
  const [informed, setInformed] = useState('');
  const lift = useAction(liftRequestAction, { success: t('done') });
  return (
    <section className={classes.panel} aria-label={t(`title.${type}`)}>
      <h2>{t(`title.${type}`)}</h2>
      <p>{t('text')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!lift.pending) void lift.run({ requestId, reason: informed });
        }}
      >
        <Stack gap="md" maw="32rem">
          <Textarea
            label={t('informed')}
            value={informed}
            autosize
            minRows={2}
            maxLength={REASON_LENGTH}
            error={lift.fieldError('reason')}
            onChange={(event) => setInformed(event.currentTarget.value)}
          />
          <div>
            <Button type="submit" variant="default" loading={lift.pending}>
              {t(`title.${type}`)}
            </Button>
          </div>
        </Stack>
      </form>
    </section>
  );
}
