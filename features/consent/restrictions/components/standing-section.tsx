'use client';

import { Button, Group } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Section } from '@/components/page-body';
import { Status } from '@/components/status';
import { useFormat } from '@/components/use-format';
import type { RestrictionKind } from '../data';
import type { StandingView } from '../loaders';
import classes from './standing.module.css';

const StandingDialog = dynamic(() => import('./standing-dialog').then((m) => m.StandingDialog), { ssr: false });

/** What stands above every consent of a person: whether their data may only be kept, and whether they object to marketing. */
export function StandingSection({ profileId, standing }: { profileId: string; standing: StandingView }) {
  const t = useTranslations('consent.standing');
  const format = useFormat();
  const [open, setOpen] = useState<{ kind: RestrictionKind; on: boolean }>();
  const { restrictedAt, objectedAt, history, can } = standing;
  const lines: { kind: RestrictionKind; since: string | null; may: boolean }[] = [
    { kind: 'restriction', since: restrictedAt, may: can.restrict },
    { kind: 'objection', since: objectedAt, may: can.object },
  ];
  return (
    <Section title={t('title')}>
      <ul className={classes.lines}>
        {lines.map(({ kind, since, may }) => (
          <li key={kind} className={classes.line}>
            <Status tone={since ? 'danger' : 'neutral'}>
              {since ? t(`${kind}.since`, { date: format.dateTime(since) }) : t(`${kind}.none`)}
            </Status>
            {may && (
              <Button size="compact-sm" variant="default" onClick={() => setOpen({ kind, on: !since })}>
                {since ? t(`${kind}.lift`) : t(`${kind}.set`)}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {history.length > 0 && (
        <ol className={classes.history}>
          {history.map((entry) => (
            <li key={entry.id}>
              <Group gap={12} className={classes.meta}>
                <span className={classes.said}>{t(`${entry.kind}.${entry.active ? 'wasSet' : 'wasLifted'}`)}</span>
                <span>{format.dateTime(entry.at)}</span>
                <span>{t('by', { actor: entry.actor.replace(/^\w+:/, '') })}</span>
                <bdi>{entry.reason}</bdi>
              </Group>
            </li>
          ))}
        </ol>
      )}
      {open && <StandingDialog profileId={profileId} {...open} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}
