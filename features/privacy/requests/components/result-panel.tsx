import { getTranslations } from 'next-intl/server';
import { getFormat } from '@/lib/i18n/get-format';
import type { RequestView } from '../types';
import classes from './request.module.css';

/** How it ended. */
export async function ResultPanel({ request }: { request: RequestView }) {
  const [t, words, format] = await Promise.all([getTranslations('requests.result'), getTranslations('requests'), getFormat()]);
  const { outcome, state, type } = request;
  const count = Number(outcome.profiles ?? 0);
  const lines: string[] = [];
  if (state === 'refused' && request.refusalGround) lines.push(t('refused', { ground: words(`ground.${request.refusalGround}`) }));
  if (state === 'refused') lines.push(...(request.refusalNote ? [request.refusalNote] : []), t('complaint'));
  if (state === 'cancelled') lines.push(t('cancelled'));
  if (outcome.result === 'nothing_held') lines.push(t('nothing_held'));
  else if (state === 'done' && type === 'rectification') lines.push(t('rectified', { traits: traitsOf(outcome.traits) }));
  else if (state === 'done' && type === 'restriction') lines.push(t('restricted', { count }));
  else if (state === 'done' && type === 'objection') lines.push(t('objected', { count }));
  if (outcome.result === 'partial') lines.push(t('partial'));
  if (request.liftedAt) lines.push(t('lifted', { date: format.date(request.liftedAt) }));
  if (lines.length === 0) return null;
  return (
    <section className={classes.panel} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {lines.map((line) => (
        <p key={line} className={classes.said} dir="auto">
          {line}
        </p>
      ))}
    </section>
  );
}

const traitsOf = (traits: unknown): string => (Array.isArray(traits) ? traits.join(', ') : '');
