'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useFormat } from '@/components/use-format';
import type { SegmentNow } from '../data/segment-now';
import { segmentNow } from '../queries';
import { SegmentStatus } from './segment-status';

type Props = { id: string; shown: SegmentNow };

/** The badge of a segment that is open: follows its state, and has the page drawn anew when that changes. */
export function LiveStatus({ id, shown }: Props) {
  const router = useRouter();
  const { data: now } = useQuery(segmentNow(id, shown));
  const changed = now.state !== shown.state || now.status !== shown.status;
  useEffect(() => {
    if (changed) router.refresh();
  }, [changed, router]);
  return <SegmentStatus segment={now} />;
}

/** How many are in a segment that is open; nothing while that is not known. */
export function LiveSize({ id, shown }: Props) {
  const format = useFormat();
  const { data: now } = useQuery(segmentNow(id, shown));
  return now.state === 'live' && format.integer(now.size);
}
