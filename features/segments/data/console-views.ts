import type { AnySql, Sql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { maskTraits } from '@/features/profiles/core/mask';
import { profileLines } from '@/features/profiles/data/profile-lines';
import { traitFlags } from '@/features/profiles/data/trait-flags';
import { AppError } from '@/lib/errors';
import { isBuiltIn } from '../constants';
import type { RuleNode } from '../schema';
import type { ChangeLine, ExplainedNode, Explanation, MemberLine, Preview } from '../types';
import { explainMembership } from './explain-rule';
import { listChanges } from './list-changes';
import { listMembers } from './list-members';
import { previewRule } from './preview-rule';

type Page<T> = { data: T[]; nextCursor: string | null };
type Asked = { segmentId: string; cursor?: string | undefined; limit: number };

/** Members as lines of people, masked for the reader. */
export async function memberLines(tx: AnySql, personalData: PersonalData, asked: Asked): Promise<Page<MemberLine>> {
  const { data, nextCursor } = await listMembers(tx, asked);
  const lines = await profileLines(
    tx,
    data.map((m) => m.profileId),
    personalData,
  );
  const since = new Map(data.map((m) => [m.profileId, m.enteredAt.toISOString()]));
  return { data: lines.map((profile) => ({ profile, enteredAt: since.get(profile.id) ?? '' })), nextCursor };
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

/** Count and sample of a rule in the making; `total` profiles may be an estimate. */
export async function previewLines(db: Sql, personalData: PersonalData, rule: RuleNode, signal: AbortSignal): Promise<Preview> {
  const { count, sample, exact, asOf } = await previewRule(db, rule, { signal });
  const [lines, total] = await Promise.all([profileLines(db, sample, personalData), profileTotal(db)]);
  return { count, exact, total: Math.max(total, count), sample: lines, asOf: asOf.toISOString() };
}

const COUNTED_EXACTLY = 50_000;

async function profileTotal(tx: AnySql): Promise<number> {
  const [estimate] = await tx<{ n: number }[]>`select reltuples::float8 as n from pg_class where oid = 'profiles'::regclass`;
  if (estimate && estimate.n > COUNTED_EXACTLY) return estimate.n;
  const [row] = await tx<{ n: number }[]>`select count(*)::float8 as n from profiles where restricted_at is null`;
  return row?.n ?? 0;
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
  const flags = await traitFlags(personalData);
  const mask = (name: string, found: unknown): unknown =>
    isBuiltIn(name) && name !== 'name' ? found : maskTraits({ [name]: found }, personalData, flags)[name];
  return { ...answers, profile, rule: maskedNode(rule, mask), asOf: asOf.toISOString() };
}

function maskedNode(node: ExplainedNode, mask: (name: string, found: unknown) => unknown): ExplainedNode {
  if ('all' in node) return { met: node.met, all: node.all.map((child) => maskedNode(child, mask)) };
  if ('any' in node) return { met: node.met, any: node.any.map((child) => maskedNode(child, mask)) };
  if ('not' in node) return { met: node.met, not: maskedNode(node.not, mask) };
  const { condition, finding } = node;
  if (finding.kind === 'trait' && condition.kind === 'trait')
    return { ...node, finding: { kind: 'trait', found: mask(condition.trait, finding.found) } };
  if (finding.kind === 'segment') return { ...node, finding: { ...finding, rule: maskedNode(finding.rule, mask) } };
  return node;
}
