'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useDebounced } from '@/components/use-debounced';
import { useSaid } from '@/components/use-said';
import { AppError, type FieldError, type Said } from '@/lib/errors';
import type { Words } from '../conditions/words';
import { nodeAt } from '../core/node-at';
import { PREVIEW_DELAY_MS, previewOf } from '../queries';
import type { RuleNode } from '../schema';
import classes from './segment-form.module.css';
import { clauseOf } from './sentence/describe-rule';

type Refusal = Said & { fields?: FieldError[] | undefined };

/** Whether this is the refusal of a rule that costs too much. */
export const isCost = (error: Said | null | undefined): boolean =>
  error?.key === 'segment.tooCostly' || error?.key === 'segment.unplannable' || error?.key === 'segment.slowSweep';

/** Says under a rule that it costs too much, by how much, and which of its conditions costs most: as soon as the preview found it, or saving did. */
export function CostNotice({ rule, words, refused }: { rule: RuleNode | undefined; words: Words; refused: Refusal | undefined }) {
  const t = useTranslations('segments.form');
  const said = useSaid();
  const settled = useDebounced(rule, PREVIEW_DELAY_MS);
  // The preview asks; here its answer is only read.
  const { error } = useQuery({ ...previewOf(settled), enabled: false });
  const found = error instanceof AppError && settled === rule ? error : undefined;
  const refusal: Refusal | undefined = isCost(refused) ? refused : isCost(found) ? found : undefined;
  if (!refusal || !rule) return null;
  const part = refusal.fields?.find(({ key }) => key === 'segment.costliest');
  const node = part && nodeAt(rule, part.path);
  return (
    <div className={classes.cost} role="alert">
      <p className={classes.costTitle}>{t('tooCostly')}</p>
      <p>{said(refusal)}</p>
      {part && node && (
        <p className={classes.costPart}>
          {t('costliest')} <strong>{clauseOf(node, words)}</strong>. {said(part)}
        </p>
      )}
    </div>
  );
}
