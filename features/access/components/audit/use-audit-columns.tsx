'use client';

import { useTranslations } from 'next-intl';
import type { Column } from '@/components/data-table/types';
import { useFormat } from '@/components/use-format';
import type { AuditLine } from '../../types';

export type Line = Omit<AuditLine, 'at'> & { at: string };

/** Columns of the audit log. */
export function useAuditColumns(): Column<Line>[] {
  const t = useTranslations('access.audit');
  const format = useFormat();
  return [
    {
      key: 'at',
      header: t('at'),
      width: '9.5rem',
      cell: (line) => <span className="tabular">{format.dateTime(line.at)}</span>,
    },
    {
      key: 'actor',
      header: t('actor'),
      width: '11rem',
      cell: (line) => (line.actorType === 'user' ? <bdi>{line.actorLabel}</bdi> : t(`actors.${line.actorType}`, { name: line.actorLabel })),
    },
    { key: 'action', header: t('action'), width: '13rem', cell: (line) => <code>{line.action}</code> },
    {
      key: 'subject',
      header: t('subject'),
      hideBelow: 'sm',
      cell: (line) => <Subject line={line} />,
    },
    { key: 'reason', header: t('reason'), hideBelow: 'md', cell: (line) => line.reason },
  ];
}

/** What an action was about: by its name where it has one, else by its id. */
export function Subject({ line }: { line: Line }) {
  if (line.subjectLabel) return <bdi>{line.subjectLabel}</bdi>;
  if (!line.subjectType) return null;
  // The whole id stands in the detail, to be copied; here it only tells lines apart.
  const id = line.subjectId && line.subjectId !== line.subjectType ? ` ${line.subjectId.slice(0, 8)}` : '';
  return <code>{`${line.subjectType}${id}`}</code>;
}
