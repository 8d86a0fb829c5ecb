import { getTranslations } from 'next-intl/server';
import { Status, type Tone } from '@/components/status';
import { getFormat } from '@/lib/i18n/get-format';
import classes from './erasure.module.css';

type State = 'ask' | 'waiting' | 'confirmed' | 'failed' | 'not_supported' | 'manual';
type Row = { id: string; name: string; kind: string; state: State; reason: string | null; endedAt: string | null };

const tones: Record<State, Tone> = {
  ask: 'neutral',
  waiting: 'busy',
  confirmed: 'success',
  failed: 'danger',
  not_supported: 'warning',
  manual: 'warning',
};

/** Each destination that was ever told about the person, and what became of asking it to delete. */
export async function DestinationTable({ rows }: { rows: readonly Row[] }) {
  const [t, reasons, format] = await Promise.all([getTranslations('erasure'), getTranslations('erasure.reason'), getFormat()]);
  if (rows.length === 0) return <p className={classes.note}>{t('noDestinations')}</p>;
  return (
    <table className={classes.counts}>
      <caption>{t('destinations')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('destination')}</th>
          <th scope="col">{t('status')}</th>
          <th scope="col">{t('ended')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, state, reason, endedAt }) => (
          <tr key={id}>
            <td dir="auto">{name}</td>
            <td>
              <Status tone={tones[state]}>{t(`state.${state}`)}</Status>
              {reason && <div className={classes.note}>{reasons.has(reason) ? reasons(reason) : reason}</div>}
            </td>
            <td>{format.dateTime(endedAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
