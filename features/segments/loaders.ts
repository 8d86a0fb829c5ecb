import 'server-only';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { sql } from '@/db/client';
import { requireScope } from '@/features/access/gate';
import { isUuid } from '@/lib/ids';
import { ruleFromText } from './core/rule-text';
import { withFrequencies } from './data/frequencies';
import { listLabels, listSegments, listSegmentsQuery, type SegmentLine } from './data/list-segments';
import { columnTraits } from './data/member-values';
import { type NamedReference, namedReferences } from './data/named-references';
import { readSegment, type Segment } from './data/read-segment';
import { type RuleNames, readSuggestions, type Suggestions } from './data/suggestions';
import { missingOf } from './mutations/invalidate';
import type { SegmentFilter } from './queries';
import type { RuleNode } from './schema';

type Params = Record<string, string | string[] | undefined>;

/** The list for its address; parts of an address that make no sense are ignored. */
export async function loadSegments(params: Params): Promise<{
  asked: SegmentFilter;
  first: { data: SegmentLine[]; nextCursor: string | null };
  labels: string[];
  mayWrite: boolean;
}> {
  const scope = await requireScope('segments:read');
  const { q, label, status, sort } = listSegmentsQuery.shape;
  const asked: SegmentFilter = {
    q: q.catch('').parse(params.q),
    label: label.catch('').parse(params.label),
    status: status.catch('active').parse(params.status),
    sort: sort.catch('name').parse(params.sort),
  };
  const [first, labels] = await Promise.all([listSegments(sql(), { ...asked, limit: 50 }), listLabels(sql())]);
  return { asked, first, labels, mayWrite: scope.can('segments:write') };
}

/** One segment, or the page "not found". */
export const loadSegment = cache(
  async (
    id: string,
  ): Promise<{
    segment: Segment;
    /** What the rule of an invalid one names that is not there. */
    missing: NamedReference[];
    may: { write: boolean; export: boolean; email: boolean; profiles: boolean; search: boolean };
  }> => {
    const scope = await requireScope('segments:read');
    const segment = isUuid(id) ? await readSegment(sql(), id) : undefined;
    if (!segment) notFound();
    return {
      segment,
      missing: segment.state === 'invalid' ? await namedReferences(sql(), missingOf(segment.error)) : [],
      may: {
        write: scope.can('segments:write'),
        export: scope.can('segments:export'),
        email: scope.can('emails:write'),
        profiles: scope.can('profiles:read'),
        search: scope.personalData !== 'none',
      },
    };
  },
);

/** A rule and a name given in the address of the page for a new segment; `failed` when the rule is none. */
export function segmentFromAddress(params: Params): { given?: { name: string; rule: RuleNode }; failed: boolean } {
  if (typeof params.rule !== 'string') return { failed: false };
  const rule = ruleFromText(params.rule);
  if (!rule) return { failed: true };
  return { given: { name: typeof params.name === 'string' ? params.name.slice(0, 120) : '', rule }, failed: false };
}

/** What the editor needs for a new segment, or for one that is changed or copied. */
export async function loadEditor(id?: string): Promise<{ suggestions: Suggestions; labels: string[]; segment: Segment | undefined }> {
  await requireScope('segments:write');
  const [suggestions, labels, segment] = await Promise.all([
    readSuggestions(sql()).then((known) => withFrequencies(sql(), known)),
    listLabels(sql()),
    id && isUuid(id) ? readSegment(sql(), id) : undefined,
  ]);
  if (id && !segment) notFound();
  return { suggestions, labels, segment };
}

/** The traits that can be columns of a list of members. */
export async function loadColumnTraits(): Promise<string[]> {
  await requireScope('segments:read');
  return columnTraits(sql());
}

/** Names for the sentence of a rule. */
export async function loadNames(): Promise<RuleNames> {
  await requireScope('segments:read');
  const { segments, purposes, channels, lists, campaigns, sources } = await readSuggestions(sql());
  return { segments, purposes, channels, lists, campaigns, sources };
}
