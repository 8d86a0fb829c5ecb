'use client';

import { useTimeZone, useTranslations } from 'next-intl';
import classes from './editor.module.css';

/** Says whose days count, under whatever depends on the calendar. */
export function ZoneNote() {
  const t = useTranslations('segments');
  return <span className={classes.note}>{t('zoneNote', { zone: `\u2068${useTimeZone() ?? 'UTC'}\u2069` })}</span>;
}
