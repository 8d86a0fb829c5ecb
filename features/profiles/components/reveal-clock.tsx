'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useFormat } from '@/components/use-format';
import classes from './profile.module.css';

const left = (until: string) => Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1000));

/** Counts a reveal down, and fetches the masked page when it ends. */
export function RevealClock({ until }: { until: string }) {
  const t = useTranslations('profiles.sight');
  const format = useFormat();
  const router = useRouter();
  const [seconds, setSeconds] = useState<number>();
  useEffect(() => {
    const tick = () => {
      const now = left(until);
      setSeconds(now);
      if (now > 0) return;
      clearInterval(timer);
      router.refresh();
    };
    const timer = setInterval(tick, 1000);
    tick();
    return () => clearInterval(timer);
  }, [until, router]);
  const clock = seconds === undefined ? '' : `${format.integer(Math.floor(seconds / 60))}:${twoDigits(seconds % 60, format.integer)}`;
  return (
    <>
      {t('revealed', { time: format.time(until) })}{' '}
      <span className={classes.clock} role="timer">
        {clock && t('left', { clock })}
      </span>
    </>
  );
}

const twoDigits = (n: number, format: (n: number) => string) => (n < 10 ? `${format(0)}${format(n)}` : format(n));
