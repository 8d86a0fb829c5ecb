'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { parseAsInteger, useQueryStates } from 'nuqs';
import { ErrorState } from '@/components/error-state';
import type { RuleNames } from '../../data/suggestions';
import { versionRows } from '../queries';
import { VersionDiff } from './version-diff';
import { VersionTable } from './version-table';

type Props = {
  segmentId: string;
  /** The newest version, as the page knows it. */
  current: number;
  mayRestore: boolean;
  names: RuleNames;
};

/** Who changed the segment, when and why; what differs between two versions; and a way back. Which two stands in the address. */
export function VersionsPanel({ segmentId, current, mayRestore, names }: Props) {
  const t = useTranslations('segment-page.versions');
  const rows = useInfiniteQuery(versionRows(segmentId));
  const [asked, setAsked] = useQueryStates({ before: parseAsInteger, after: parseAsInteger }, { history: 'replace' });
  if (rows.isError) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />;
  const versions = rows.data?.pages.flatMap((page) => page.data);
  const after = versions?.find((each) => each.version === asked.after) ?? versions?.[0];
  const before = versions?.find((each) => each.version === asked.before) ?? versions?.find((each) => after && each.version < after.version);
  return (
    <>
      <VersionTable
        segmentId={segmentId}
        current={current}
        rows={versions}
        shown={after?.version}
        mayRestore={mayRestore}
        onShow={(version) => void setAsked({ after: version, before: null })}
        more={{ hasMore: rows.hasNextPage, loading: rows.isFetchingNextPage, load: () => void rows.fetchNextPage() }}
      />
      {after && before && versions && (
        <VersionDiff
          segmentId={segmentId}
          before={before}
          after={after}
          versions={versions}
          names={names}
          onChoose={(choice) => void setAsked(choice)}
        />
      )}
      {versions?.length === 1 && <p>{t('onlyOne')}</p>}
    </>
  );
}
