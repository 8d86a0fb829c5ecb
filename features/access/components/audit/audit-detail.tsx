'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CodeBlock } from '@/components/code-block';
import { Mono } from '@/components/mono';
import { SideSheet } from '@/components/side-sheet';
import { useFormat } from '@/components/use-format';
import classes from './audit-detail.module.css';
import { type Line, Subject } from './use-audit-columns';

/** One line of the audit log with all that it holds. */
export function AuditDetail({ line, onClose }: { line: Line; onClose: () => void }) {
  const t = useTranslations('access.audit');
  const format = useFormat();
  const rows: [string, ReactNode][] = [
    [t('at'), format.dateTime(line.at)],
    [
      t('actor'),
      line.actorType === 'user' ? <bdi key="a">{line.actorLabel}</bdi> : t(`actors.${line.actorType}`, { name: line.actorLabel }),
    ],
    ...(line.actorId
      ? [
          [
            t('actorId'),
            <Mono key="i" copy>
              {line.actorId}
            </Mono>,
          ] as [string, ReactNode],
        ]
      : []),
    [t('subject'), <Subject key="s" line={line} />],
    ...(line.subjectId
      ? [
          [
            t('subjectId'),
            <Mono key="j" copy>
              {line.subjectId}
            </Mono>,
          ] as [string, ReactNode],
        ]
      : []),
    ...(line.reason ? [[t('reason'), line.reason] as [string, ReactNode]] : []),
  ];
  return (
    <SideSheet opened onClose={onClose} title={<code>{line.action}</code>}>
      <dl className={classes.list}>
        {rows.map(([term, value]) => (
          <div key={term} className={classes.row}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <CodeBlock code={JSON.stringify(line.details, null, 2)} label={t('details')} />
    </SideSheet>
  );
}
