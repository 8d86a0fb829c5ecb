'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useFormat } from '@/components/use-format';
import classes from '../preview-panel.module.css';

/** As long as the server counts at most before it answers with an estimate. */
const MOST_SECONDS = 10;
const QUIET_SECONDS = 1;

/** For a count that takes its time: how long it has run of how long it may, and a way to stop it. */
export function Counting({ onStop }: { onStop: () => void }) {
  const t = useTranslations('segments.preview');
  const format = useFormat();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const from = performance.now();
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - from) / 1000)), 500);
    return () => clearInterval(timer);
  }, []);
  if (seconds < QUIET_SECONDS) return null;
  return (
    <div className={classes.counting}>
      <p className={classes.meta}>{t('exactlyFor', { seconds: format.integer(seconds), most: format.integer(MOST_SECONDS) })}</p>
      <progress value={Math.min(seconds, MOST_SECONDS)} max={MOST_SECONDS} aria-label={t('exactly')} />
      <Button variant="default" size="compact-xs" onClick={onStop}>
        {t('cancel')}
      </Button>
    </div>
  );
}
