'use client';

import { useTranslations } from 'next-intl';
import { Stat, Stats } from '@/components/stat';
import { useFormat } from '@/components/use-format';
import type { Figure } from '../../core/figures';
import type { ModelView } from '../../data/model-view';
import classes from '../dashboard/dashboard.module.css';
import { ReportBody } from '../dashboard/report-body';
import { useDashboardFilter } from '../dashboard/use-dashboard-filter';
import { useFigures } from '../dashboard/use-figures';

type Tile = { key: TileKey; value: string; note?: string | undefined; figure: Figure };
type TileKey = 'customers' | 'orders' | 'gross' | 'refunds' | 'net' | 'aov' | 'frequency' | 'repeat' | 'gap' | 'historic';

/** The figures of the period, each with its definition and the people behind it. */
export function LtvTiles({ model }: { model: ModelView }) {
  const t = useTranslations('insights.tile');
  const shared = useTranslations('insights');
  const format = useFormat();
  const { to } = useFigures();
  return (
    <ReportBody name="tiles" height={240}>
      {(r, asOf) => {
        const share = r.gross > 0 ? t('refundsNote', { share: format.percent(r.refunds / r.gross) }) : undefined;
        const tiles: Tile[] = [
          { key: 'customers', value: format.integer(r.customers), figure: { name: 'customers' } },
          { key: 'orders', value: format.integer(r.orders), figure: { name: 'customers' } },
          { key: 'gross', value: format.moneyRounded(r.gross), figure: { name: 'customers' } },
          { key: 'refunds', value: format.moneyRounded(r.refunds), note: share, figure: { name: 'refunded' } },
          { key: 'net', value: format.moneyRounded(r.net), figure: { name: 'traded' } },
          { key: 'aov', value: format.money(r.aov), figure: { name: 'customers' } },
          { key: 'frequency', value: format.number(r.frequency), note: t('frequencyNote'), figure: { name: 'customers' } },
          {
            key: 'repeat',
            value: format.percent(r.repeatRate),
            note: t('repeatNote', { count: r.repeaters }),
            figure: { name: 'repeat' },
          },
          {
            key: 'gap',
            value: r.daysBetween === null ? '–' : t('days', { days: format.number(round(r.daysBetween)) }),
            figure: { name: 'repeat' },
          },
          {
            key: 'historic',
            value: format.money(r.historic),
            note: t('historicNote', { total: format.moneyRounded(r.historicTotal) }),
            figure: { name: 'customers' },
          },
        ];
        return (
          <>
            <Stats>
              {tiles.map(({ key, value, note, figure }) => (
                <Stat key={key} label={t(key)} value={value} note={note} definition={t(`${key}How`)} {...to(figure)} />
              ))}
            </Stats>
            <PredictedTiles model={model} />
            <p className={classes.note}>{shared('asOf', { time: format.dateTime(asOf) })}</p>
          </>
        );
      }}
    </ReportBody>
  );
}

const round = (n: number): number => Math.round(n * 10) / 10;

/** Value of the next twelve months, of one customer and of all; nothing while nobody is scored. */
function PredictedTiles({ model }: { model: ModelView }) {
  const t = useTranslations('insights.tile');
  const format = useFormat();
  const { to } = useFigures();
  const { isFiltered } = useDashboardFilter();
  const totals = model.published?.card.totals;
  return (
    <ReportBody name="predicted" height={96}>
      {(r) => {
        if (!r) return null;
        const people: Figure = { name: 'value', low: null, high: null, closed: false };
        const each =
          r.low === null || r.high === null
            ? undefined
            : t('predictedNote', { low: format.moneyRounded(r.low), high: format.moneyRounded(r.high) });
        const all =
          totals && !isFiltered
            ? t('predictedSumNote', { low: format.moneyRounded(totals.low), high: format.moneyRounded(totals.high) })
            : t('predictedSumOf', { count: r.scored });
        return (
          <Stats>
            <Stat label={t('predicted')} value={format.money(r.mean)} note={each} definition={t('predictedHow')} {...to(people)} />
            <Stat
              label={t('predictedOrders')}
              value={format.integer(r.expectedOrders)}
              definition={t('predictedOrdersHow')}
              {...to(people)}
            />
            <Stat
              label={t('predictedSum')}
              value={format.moneyRounded(r.total)}
              note={all}
              definition={t('predictedSumHow')}
              {...to(people)}
            />
          </Stats>
        );
      }}
    </ReportBody>
  );
}
