'use client';

import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ErrorState } from '@/components/error-state';
import { useFormat } from '@/components/use-format';
import type { Words } from '../../conditions/words';
import { funnelQuery } from '../../queries';
import type { RuleNode } from '../../schema';
import classes from '../preview-panel.module.css';
import { clauseOf } from '../sentence/describe-rule';

/** How many are left after each top-level condition, with each condition's own number. */
export function FunnelPanel({ rule, words }: { rule: RuleNode; words: Words }) {
  const t = useTranslations('segments.preview');
  const format = useFormat();
  const { data, isFetching, isError, error, isPlaceholderData, refetch } = useQuery(funnelQuery(rule));
  const nodes = 'all' in rule ? rule.all : 'any' in rule ? rule.any : [];
  const funnel = data?.funnel;
  if (isError) return <ErrorState error={error} title={t('failed')} onRetry={() => void refetch()} />;
  if (!funnel || isPlaceholderData) return isFetching ? <Loader size={14} aria-label={t('counting')} /> : null;
  if (!funnel.steps) return <p className={classes.meta}>{t('funnel.slow')}</p>;
  const most = Math.max(1, ...funnel.steps.map((step) => step.left));
  return (
    <>
      <p className={classes.meta}>{t(`funnel.${funnel.joint}`)}</p>
      <ol className={classes.funnel}>
        {funnel.steps.map((step, i) => {
          const node = nodes[i];
          return (
            // Steps are the rule's conditions in their order.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={i}>
              <span className={classes.step}>
                <span>{node && clauseOf(node, words)}</span>
                <strong>{format.integer(step.left)}</strong>
              </span>
              <span className={classes.bar} aria-hidden>
                <span style={{ inlineSize: `${(100 * step.left) / most}%` }} />
              </span>
              <span className={classes.meta}>{t('funnel.alone', { count: format.integer(step.alone) })}</span>
            </li>
          );
        })}
      </ol>
    </>
  );
}
