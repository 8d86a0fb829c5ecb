'use client';

import { Alert, Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { TextLink } from '@/components/link-button';
import { useConfirmedAction } from '@/features/access/components/confirm/use-confirmed-action';
import { approveRequestAction } from '../actions';
import classes from './request.module.css';

type Props = { requestId: string; mayApprove: boolean; offered: boolean; others: string[] };

/** The second person's yes; to everybody else, who may give it. `offered`: the viewer is that second person. */
export function ApprovePanel({ requestId, mayApprove, offered, others }: Props) {
  const t = useTranslations('requests.approve');
  const { dialog, ...approve } = useConfirmedAction(approveRequestAction, { success: t('done') });
  return (
    <section className={classes.panel} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p>{t('text')}</p>
      {!mayApprove ? (
        <Alert color="gray">{t('noRight')}</Alert>
      ) : offered ? (
        <Button loading={approve.pending} onClick={() => void approve.run({ requestId, note: null })}>
          {t('button')}
        </Button>
      ) : others.length > 0 ? (
        <Alert color="gray" icon={<IconUsers size={18} />}>
          {t('notYou', { names: others.join(', ') })}
        </Alert>
      ) : (
        <Alert color="yellow" icon={<IconUsers size={18} />}>
          {t('alone')}{' '}
          <TextLink href="/settings/team" inherit td="underline">
            {t('team')}
          </TextLink>
        </Alert>
      )}
      {dialog}
    </section>
  );
}
