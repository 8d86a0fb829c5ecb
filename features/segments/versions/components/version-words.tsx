'use client';

import { useTranslations } from 'next-intl';
import { Status, type Tone } from '@/components/status';
import { clauseOf } from '../../components/sentence/describe-rule';
import { useWords } from '../../components/use-words';
import type { RuleNames } from '../../data/suggestions';
import { type ConditionChange, diffRules } from '../core/rule-diff';
import type { SegmentVersion } from '../types';
import { VersionCount } from './version-count';
import classes from './versions.module.css';

type Props = {
  segmentId: string;
  before: SegmentVersion;
  after: SegmentVersion;
  names: RuleNames;
};

const tones: Record<ConditionChange['type'], Tone> = { added: 'success', removed: 'danger', changed: 'warning' };

/** What was added, removed and changed, each condition as a clause of its sentence. */
export function VersionWords({ segmentId, before, after, names }: Props) {
  const t = useTranslations('segment-page.versions');
  const words = useWords(names);
  const renamed = before.name !== after.name;
  const described = before.description !== after.description;
  if (!before.rule || !after.rule) return <p className={classes.quiet}>{t('unreadable')}</p>;
  const { changes, kept, regrouped } = diffRules(before.rule, after.rule);
  const nothing = changes.length === 0 && !regrouped && !renamed && !described;
  return (
    <>
      <ul className={classes.changes}>
        {renamed && (
          <li>
            <Status tone="warning">{t('change.name')}</Status>
            <span>
              <del>{before.name}</del> <ins>{after.name}</ins>
            </span>
          </li>
        )}
        {described && (
          <li>
            <Status tone="warning">{t('change.description')}</Status>
            <span>
              <del>{before.description || '–'}</del> <ins>{after.description || '–'}</ins>
            </span>
          </li>
        )}
        {changes.map((change) => (
          <li key={JSON.stringify(change)}>
            <Status tone={tones[change.type]}>{t(`change.${change.type}`)}</Status>
            {change.type === 'changed' ? (
              <span>
                <del>{clauseOf(change.before, words)}</del> <ins>{clauseOf(change.after, words)}</ins>
              </span>
            ) : (
              <span>{clauseOf(change.condition, words)}</span>
            )}
          </li>
        ))}
        {regrouped && (
          <li>
            <Status tone="warning">{t('change.groups')}</Status>
            <span>
              <del>{clauseOf(before.rule, words, true)}</del> <ins>{clauseOf(after.rule, words, true)}</ins>
            </span>
          </li>
        )}
      </ul>
      <p className={classes.quiet}>{nothing ? t('nothing') : t('kept', { count: kept })}</p>
      <VersionCount segmentId={segmentId} before={before.version} after={after.version} />
    </>
  );
}
