import type { AnySql, Sql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { profileLines } from '@/features/profiles/data/profile-lines';
import { traitFlags } from '@/features/profiles/data/trait-flags';
import { AppError } from '@/lib/errors';
import { maskExplained } from '../core/mask-explained';
import type { RuleNode } from '../schema';
import type { ChangeLine, Comparison, Explanation, MemberLine, Preview } from '../types';
import { compareRules } from './compare-rules';
import type { Bound } from './count-readable';
import { explainMembership } from './explain-rule';
import { findMembers, type MemberSearch } from './find-members';
import { listChanges } from './list-changes';
import { memberValues } from './member-values';
import { previewRule } from './preview-rule';
import { profileTotal } from './profile-total';
import { loadRule } from './rules';

type Page<T> = { data: T[]; nextCursor: string | null };
type Asked = { segmentId: string; cursor?: string | undefined; limit: number };
type MembersAsked = Asked & Partial<Pick<MemberSearch, 'q' | 'sort'>> & { columns?: readonly string[] };

/** Members as lines of people with the traits asked for, masked for the reader. @throws AppError forbidden to search for who sees nothing personal */
export async function memberLines(tx: AnySql, personalData: PersonalData, asked: MembersAsked): Promise<Page<MemberLine>> {
  const { q = '', sort = 'id', columns = [] } = asked;
  if (q !== '' && personalData === 'none')
    throw new AppError('forbidden', 'Your role sees no personal data, so it cannot search by it.', { key: 'profile.noSearch' });
  const { data, nextCursor } = await findMembers(tx, { ...asked, q, sort });
  const values = await memberValues(tx, personalData, { ids: data.map((m) => m.profileId), traits: columns });
  const lines = await profileLines(
    tx,
    data.map((m) => m.profileId),
    personalData,
  );
  const since = new Map(data.map((m) => [m.profileId, m.enteredAt.toISOString()]));
  return {
    data: lines.map((profile) => ({ profile, enteredAt: since.get(profile.id) ?? '', values: values.get(profile.id) ?? {} })),
    nextCursor,
  };
}

/** Enterings and leavings, the newest first, masked for the reader. */
export async function changeLines(tx: AnySql, personalData: PersonalData, asked: Asked): Promise<Page<ChangeLine>> {
  const { data, nextCursor } = await listChanges(tx, asked);
  const lines = await profileLines(tx, [...new Set(data.map((c) => c.profileId))], personalData);
  const byId = new Map(lines.map((line) => [line.id, line]));
  return {
    data: data.map(({ id, profileId, change, cause, at }) => ({
      id,
      profileId,
      profile: byId.get(profileId) ?? null,
      change,
      cause,
      at: at.toISOString(),
    })),
    nextCursor,
  };
}

/**
 * Count and sample of a rule in the making; `total` profiles may be an estimate. Bound to a purpose and channel, the sample shows only
 * whom one may reach, and `withheld` counts the others.
 */
export async function previewLines(
  db: Sql,
  personalData: PersonalData,
  rule: RuleNode,
  signal: AbortSignal,
  bound?: Bound,
): Promise<Preview> {
  const { count, withheld, sample, exact, asOf } = await previewRule(db, rule, { signal, bound });
  const [lines, total] = await Promise.all([profileLines(db, sample, personalData), profileTotal(db)]);
  return { count, withheld, exact, total: Math.max(total, count), sample: lines, asOf: asOf.toISOString() };
}

/** Who would enter and leave if a rule took the place of the saved one, masked for the reader. @throws AppError not_found, conflict */
export async function comparisonLines(
  db: Sql,
  personalData: PersonalData,
  { segmentId, rule }: { segmentId: string; rule: RuleNode },
  signal: AbortSignal,
): Promise<Comparison> {
  const saved = await loadRule(db, segmentId);
  if (!saved) throw new AppError('not_found', 'There is no such segment.', { key: 'segment.none' });
  if (!saved.node) throw new AppError('conflict', 'The segment has no valid rule.', { key: 'segment.noRule' });
  const difference = await compareRules(db, saved.node, rule, signal);
  if (!difference) return { known: false };
  const { enters, leaves, stays } = difference;
  const [entering, leaving] = await Promise.all([enters, leaves].map((side) => profileLines(db, side.sample, personalData)));
  return {
    known: true,
    stays,
    enters: { count: enters.count, sample: entering ?? [] },
    leaves: { count: leaves.count, sample: leaving ?? [] },
  };
}

/** Why a person is in or out, with values masked for the reader. @throws AppError not_found, conflict as `explainMembership`. */
export async function explanationFor(
  db: Sql,
  personalData: PersonalData,
  asked: { segmentId: string; profileId: string },
  seesRestricted = false,
): Promise<Explanation> {
  const { rule, asOf, ...answers } = await explainMembership(db, asked);
  const [profile] = await profileLines(db, [asked.profileId], personalData, seesRestricted);
  if (!profile) throw new AppError('not_found', 'There is no such profile.', { key: 'profile.none' });
  const reader = { personalData, flags: await traitFlags(personalData) };
  return { ...answers, profile, rule: maskExplained(rule, reader), asOf: asOf.toISOString() };
}
