'use client';

import { useTranslations } from 'next-intl';
import { Stat, Stats } from '@/components/stat';
import { useFormat } from '@/components/use-format';
import { HIGH_RISK, MEDIUM_RISK } from '../../constants';
import { levelsOf, riskFigure } from '../../core/risk';
import type { ModelView } from '../../data/model-view';
import type { ChurnRisk } from '../../data/reports/churn-risk';
import classes from '../dashboard/dashboard.module.css';
import { ReportBody } from '../dashboard/report-body';
import { useFigures } from '../dashboard/use-figures';
import { RiskDistribution } from './risk-distribution';

/** What churn means here, in words, then who is at risk and what that is worth. */
export function ChurnRiskView({ model, maySave }: { model: ModelView; maySave: boolean }) {
  const t = useTranslations('insights.churn');
  const days = (model.published?.card.settings ?? model.settings).horizonDays;
  return (
    <div className={classes.parts}>
      <p className={classes.lead}>{t('definition', { days })}</p>
      <ReportBody name="risk" height={420}>
        {(risk, asOf) =>
          risk.scored === 0 ? (
            <p className={classes.note}>{t('nobodyScored', { customers: risk.customers })}</p>
          ) : (
            <div className={classes.parts}>
              <Levels risk={risk} asOf={asOf} days={days} model={model} />
              <RiskDistribution bins={risk.bins} asOf={asOf} days={days} maySave={maySave} />
            </div>
          )
        }
      </ReportBody>
    </div>
  );
}

function Levels({ risk, asOf, days, model }: { risk: ChurnRisk; asOf: string; days: number; model: ModelView }) {
  const t = useTranslations('insights.churn');
  const shared = useTranslations('insights');
  const format = useFormat();
  const { to } = useFigures();
  const { high, medium, low, all } = levelsOf(risk);
  const levels = [
    { key: 'high', sums: high, range: [HIGH_RISK, 1] },
    { key: 'medium', sums: medium, range: [MEDIUM_RISK, HIGH_RISK] },
    { key: 'low', sums: low, range: [0, MEDIUM_RISK] },
  ] as const;
  const rate = model.published?.card.backtest?.noPurchase.rate;
  return (
    <div>
      <Stats>
        <Stat
          label={t('eligible')}
          value={format.integer(risk.scored)}
          note={t('eligibleNote', { customers: risk.customers })}
          definition={t('eligibleHow')}
          {...to(riskFigure(0, 1))}
        />
        <Stat
          label={t('base', { days })}
          value={format.percent(all.people > 0 ? all.expected / all.people : null)}
          note={
            rate === undefined
              ? undefined
              : t('baseNote', { rate: format.percent(rate), days: model.published?.card.backtest?.holdoutDays ?? days })
          }
          definition={t('baseHow', { days })}
          {...to(riskFigure(0, 1))}
        />
        <Stat
          label={t('atRisk')}
          value={format.moneyRounded(all.atRisk)}
          note={t('atRiskNote', { share: format.percent(all.value > 0 ? all.atRisk / all.value : null) })}
          definition={t('atRiskHow')}
          {...to(riskFigure(0, 1))}
        />
        {levels.map(({ key, sums, range: [from, until] }) => (
          <Stat
            key={key}
            label={t(key)}
            value={format.integer(sums.people)}
            note={t('levelNote', { low: format.percent(from), high: format.percent(until), value: format.moneyRounded(sums.value) })}
            definition={t('levelHow', { days })}
            {...to(riskFigure(from, until))}
          />
        ))}
      </Stats>
      <p className={classes.note}>{shared('asOf', { time: format.dateTime(asOf) })}</p>
    </div>
  );
}
