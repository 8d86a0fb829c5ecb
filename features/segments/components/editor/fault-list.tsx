'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useFormat } from '@/components/use-format';
import { type DraftFault, type TreeFault, treeFaults } from '../../core/draft-faults';
import type { EditorGroup } from '../../core/editor-tree';
import classes from './fault-list.module.css';
import type { GoTo } from './go-to';
import { useFaultWords } from './use-fault-words';

type Line = { node: TreeFault; fault?: DraftFault };

/** So many are named; more of them would push the rest of the page away. */
const MOST = 6;

/** What a rule in the making still lacks, and where: each line brings the reader there. */
export function FaultList({ tree, onGo }: { tree: EditorGroup; onGo: (to: GoTo) => void }) {
  const t = useTranslations('segments');
  const format = useFormat();
  const words = useFaultWords();
  const faults = useMemo(() => treeFaults(tree), [tree]);
  const lines = faults.flatMap((node): Line[] => (node.draft ? node.faults.map((fault) => ({ node, fault })) : [{ node }]));
  const placeOf = ({ at, draft }: TreeFault) => {
    const place = at.map((i) => format.integer(i + 1)).join('.');
    return draft ? t('editor.fault.condition', { place, kind: t(`kind.${draft.kind}`) }) : t('editor.fault.group', { place });
  };
  if (lines.length === 0) return null;
  return (
    <div className={classes.faults}>
      <p className={classes.head}>{t('editor.fault.head', { count: lines.length })}</p>
      <ul className={classes.list}>
        {lines.slice(0, MOST).map(({ node, fault }) => (
          <li key={[...node.at, ...(fault?.path ?? [])].join('.')}>
            <button type="button" className={classes.fault} onClick={() => onGo({ at: node.at, field: fault?.path.join('.') })}>
              {fault ? t('editor.fault.inside', { outer: placeOf(node), inner: words(fault) }) : placeOf(node)}
            </button>
          </li>
        ))}
      </ul>
      {lines.length > MOST && <p className={classes.more}>{t('editor.fault.more', { count: lines.length - MOST })}</p>}
    </div>
  );
}
