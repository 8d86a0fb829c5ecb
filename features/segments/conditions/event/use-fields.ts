'use client';

import { useQuery } from '@tanstack/react-query';
import type { EventField } from '../../core/event-fields';
import { fieldsQuery } from '../../queries';

/** What lies in the properties or the context of an event, as far as it was seen. */
export function useFields(event: string | undefined, where: EventField['in']): EventField[] {
  const known = useQuery({ ...fieldsQuery(event ?? ''), enabled: Boolean(event) });
  return (known.data?.data ?? []).filter((field) => field.in === where);
}
