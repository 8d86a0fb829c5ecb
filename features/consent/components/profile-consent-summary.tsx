import { getTranslations } from 'next-intl/server';
import { Status } from '@/components/status';
import { loadConsentSummary } from '../loaders';
import { loadStanding } from '../restrictions/loaders';
import classes from './consent.module.css';

/** One line: on which channels this person may be reached for marketing (the first opt-in purpose). */
export async function ProfileConsentSummary({ profileId }: { profileId: string }) {
  const [t, summary, standing] = await Promise.all([getTranslations('consent'), loadConsentSummary(profileId), loadStanding(profileId)]);
  const { restrictedAt, objectedAt } = standing;
  if (!summary && !restrictedAt && !objectedAt) return null;
  return (
    <p className={classes.summary}>
      {restrictedAt && <Status tone="danger">{t('standing.summaryRestricted')}</Status>}
      {objectedAt && <Status tone="danger">{t('standing.summaryObjected')}</Status>}
      {summary && <span className={classes.quiet}>{t('profile.summaryLabel', { purpose: summary.purpose })}</span>}
      {summary?.cells.length === 0 && <span>{t('states.unset')}</span>}
      {summary?.cells.map((cell) => (
        <Status key={cell.channel} tone={cell.allowed ? 'success' : 'danger'}>
          {cell.allowed ? t('profile.summaryYes', { channel: cell.name }) : t('profile.summaryNo', { channel: cell.name })}
        </Status>
      ))}
    </p>
  );
}
