'use client';

import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Stat, Stats } from '@/components/stat';
import { useFormat } from '@/components/use-format';
import type { ListReport } from '@/db/schema/lists';
import { csvLine } from '@/lib/csv';
import { PROFILE_ID } from '../constants';
import type { UploadReport } from '../types';

type Props = { report: ListReport | null | undefined; detail: UploadReport | undefined; label: (type: string) => string };

const figures = ['rows', 'matched', 'added', 'notFound', 'duplicates', 'invalid'] as const;

/** What became of the rows of a file. What was not matched can be taken away only now: it is not kept. */
export function MatchReport({ report, detail, label }: Props) {
  const t = useTranslations('segments.lists.report');
  const format = useFormat();
  if (!report) return null;
  const download = () => {
    const lines = (detail?.unmatched ?? []).map(({ line, value, reason }) => csvLine([String(line), value, t(`reason.${reason}`)]));
    const blob = new Blob(['\uFEFF', csvLine([t('line'), t('value'), t('why')]), ...lines], { type: 'text/csv;charset=utf-8' });
    const url = URL.createObjectURL(blob);
    Object.assign(document.createElement('a'), { href: url, download: `${t('fileName')}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1_000);
  };
  return (
    <section aria-label={t('title')}>
      <p>{t('of', { name: report.fileName, time: format.dateTime(report.at), by: report.by })}</p>
      {detail && (
        <p>
          {detail.column === null
            ? t('readPlain', { as: detail.as === PROFILE_ID ? t('profileId') : label(detail.as) })
            : t('read', { column: detail.column, as: detail.as === PROFILE_ID ? t('profileId') : label(detail.as) })}
        </p>
      )}
      <Stats>
        {figures.map((key) => (
          <Stat key={key} label={t(key)} value={format.integer(report[key])} />
        ))}
      </Stats>
      {detail && detail.unmatched.length > 0 && (
        <Button variant="default" mt="sm" leftSection={<IconDownload size={16} />} onClick={download}>
          {t('download', { count: detail.unmatched.length })}
        </Button>
      )}
    </section>
  );
}
