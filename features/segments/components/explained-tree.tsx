'use client';

import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { createElement, type ReactNode } from 'react';
import { findingOf } from '../conditions/findings';
import type { Finding } from '../conditions/types';
import type { Words } from '../conditions/words';
import type { ExplainedNode } from '../types';
import classes from './explained-tree.module.css';
import { clauseOf } from './sentence/describe-rule';

type Props = { node: ExplainedNode; words: Words };

/** The rule as a tree, each part with its answer and what was looked at. */
export function ExplainedTree({ node, words }: Props) {
  const t = useTranslations('segments.why');
  if ('condition' in node)
    return (
      <Line met={node.met} title={clauseOf(node.condition, words)}>
        <FindingText finding={node.finding} words={words} />
      </Line>
    );
  const [title, children] =
    'all' in node ? [t('group.all'), node.all] : 'any' in node ? [t('group.any'), node.any] : [t('group.not'), [node.not]];
  return (
    <Line met={node.met} title={title} group>
      <ul className={classes.children}>
        {children.map((child, i) => (
          // A rule's nodes have no ids and do not move while they are shown.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={i}>
            <ExplainedTree node={child} words={words} />
          </li>
        ))}
      </ul>
    </Line>
  );
}

function Line({ met, title, group = false, children }: { met: boolean; title: string; group?: boolean; children: ReactNode }) {
  const t = useTranslations('segments.why');
  const Icon = met ? IconCheck : IconX;
  return (
    <div className={classes.line} data-met={met} data-group={group || undefined}>
      <div className={classes.head}>
        <span className={classes.mark}>
          <Icon size={14} aria-hidden />
          {met ? t('met') : t('notMet')}
        </span>
        <span className={classes.title}>{title}</span>
      </div>
      {children}
    </div>
  );
}

function FindingText({ finding, words }: { finding: Finding; words: Words }) {
  if (finding.kind !== 'segment') return createElement(findingOf(finding.kind), { finding });
  return (
    <div className={classes.children}>
      <ExplainedTree node={finding.rule} words={words} />
    </div>
  );
}
