'use client';

import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { revokeSessionAction } from '../../actions';
import { browserName } from '../../core/browser-name';
import type { SessionInfo } from '../../types';
import classes from './session-list.module.css';

/** The viewer's living sessions; each but this one can be ended, which works at once. */
export function SessionList({ sessions }: { sessions: SessionInfo[] }) {
  const t = useTranslations('access.account');
  const format = useFormat();
  const { run, pending } = useAction(revokeSessionAction, { success: t('sessionEnded') });
  return (
    <ul className={classes.list}>
      {sessions.map((session) => {
        const { browser, system } = browserName(session.userAgent);
        const label = [browser, system].filter(Boolean).join(' · ') || t('unknownBrowser');
        const Icon = system === 'iOS' || system === 'Android' ? IconDeviceMobile : IconDeviceDesktop;
        return (
          <li key={session.id} className={classes.item}>
            <Icon size={20} stroke={1.5} aria-hidden />
            <div className={classes.text}>
              <span className={classes.name} title={session.userAgent}>
                {label}
              </span>
              <span className={classes.detail}>
                {session.isCurrent ? t('thisSession') : t('seen', { time: format.relative(session.seenAt) })}
                {' · '}
                {t('since', { time: format.dateTime(session.createdAt) })}
              </span>
            </div>
            {!session.isCurrent && (
              <Button
                variant="default"
                size="compact-sm"
                disabled={pending}
                aria-label={t('endSession', { name: label })}
                onClick={() => void run({ sessionId: session.id })}
              >
                {t('end')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
