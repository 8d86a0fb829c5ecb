'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { ImportView as View } from '../loaders';
import { importProgressQuery } from '../queries';
import { CheckStep } from './check-step';
import { FormatForm } from './format-form';
import { MappingForm } from './mapping-form';
import { RunStep } from './run-step';

/** One import from its columns to its result; follows the worker while it is busy. */
export function ImportView({ view }: { view: View }) {
  const router = useRouter();
  const { data } = useQuery(importProgressQuery(view.import.id, view.import));
  const client = useQueryClient();
  // A refreshed page knows more than what was polled before an action.
  useEffect(() => {
    const { status, progress, counts, report, error } = view.import;
    client.setQueryData(importProgressQuery(view.import.id, view.import).queryKey, { status, progress, counts, report, error });
  }, [client, view.import]);
  const [isEditing, setEditing] = useState(false);
  const seen = useRef(view.import.status);
  useEffect(() => {
    if (seen.current === data.status) return;
    seen.current = data.status;
    setEditing(false);
    router.refresh();
  }, [data.status, router]);

  const hasStarted = view.import.cursor > 0 || data.counts.rows > 0;
  if (!hasStarted && (data.status === 'uploaded' || data.status === 'mapped' || isEditing)) {
    return (
      <>
        <FormatForm view={view} />
        <MappingForm key={JSON.stringify(view.import.format)} view={view} />
      </>
    );
  }
  if (data.status === 'checked' && data.report)
    return <CheckStep id={view.import.id} report={data.report} onChange={() => setEditing(true)} />;
  return <RunStep view={view} progress={data} />;
}
