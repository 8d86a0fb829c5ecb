import { sql, type TransactionSql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { audit } from '../audit';
import { requireGrantable } from '../core/grant';
import type { Role, Scope, TokenKind, User } from '../types';
import { revokeSessions } from './sessions';
import { issueToken, voidTokens } from './tokens';

type Member = Pick<User, 'id' | 'email' | 'role' | 'status' | 'locale'> & { hasPassword: boolean };

/** Locks the member, whose present role the actor must be able to grant too. @throws AppError not_found, forbidden */
async function lockMember(tx: TransactionSql, scope: Scope, userId: string): Promise<Member> {
  // All owners first, in one order, so that two owners cannot remove each other at the same moment.
  await tx`select id from users where role = 'owner' order by id for update`;
  const [member] = await tx<Member[]>`
    select id, email, role, status, locale, password_hash is not null as "hasPassword" from users where id = ${userId} for update`;
  if (!member) throw new AppError('not_found', 'There is nobody with this id on the team.', { key: 'access.notOnTeam' });
  requireGrantable(scope, member.role);
  return member;
}

async function requireAnotherOwner(tx: TransactionSql, member: Member): Promise<void> {
  if (member.role !== 'owner' || member.status !== 'active') return;
  const others = await tx`select 1 from users where role = 'owner' and status = 'active' and id <> ${member.id} limit 1`;
  if (!others.length)
    throw new AppError('conflict', 'This is the last owner. Make somebody else an owner first.', { key: 'access.lastOwner' });
}

/** Gives a member another role; their sessions end, so that nothing of the old one lives on. @throws AppError conflict for the last owner */
export async function changeRole(scope: Scope, input: { userId: string; role: Role }): Promise<void> {
  requireGrantable(scope, input.role);
  await sql().begin(async (tx) => {
    const member = await lockMember(tx, scope, input.userId);
    if (member.role === input.role) return;
    await requireAnotherOwner(tx, member);
    await tx`update users set role = ${input.role} where id = ${member.id}`;
    await revokeSessions(tx, member.id);
    const details = { from: member.role, to: input.role };
    await audit(tx, scope, { action: 'user.role_changed', subjectType: 'user', subjectId: member.id, details });
  });
}

/** Shuts a member out: sessions and open links end at once. @throws AppError conflict for the last owner */
export async function disableUser(scope: Scope, userId: string): Promise<void> {
  await sql().begin(async (tx) => {
    const member = await lockMember(tx, scope, userId);
    if (member.status === 'disabled') return;
    await requireAnotherOwner(tx, member);
    await tx`update users set status = 'disabled' where id = ${member.id}`;
    await revokeSessions(tx, member.id);
    await voidTokens(tx, member.id);
    await audit(tx, scope, { action: 'user.disabled', subjectType: 'user', subjectId: member.id });
  });
}

/** Lets a disabled member in again; one who never chose a password is invited again. */
export async function enableUser(scope: Scope, userId: string): Promise<void> {
  await sql().begin(async (tx) => {
    const member = await lockMember(tx, scope, userId);
    if (member.status !== 'disabled') return;
    await tx`update users set status = ${member.hasPassword ? 'active' : 'invited'} where id = ${member.id}`;
    await audit(tx, scope, { action: 'user.enabled', subjectType: 'user', subjectId: member.id });
  });
}

/** A fresh link for a member: to accept an invitation, or to choose a new password. Older links of the kind are void. */
export async function renewLink(scope: Scope, userId: string): Promise<{ email: string; locale: string; kind: TokenKind; token: string }> {
  return sql().begin(async (tx) => {
    const member = await lockMember(tx, scope, userId);
    if (member.status === 'disabled')
      throw new AppError('conflict', 'This account is disabled. Enable it first.', { key: 'access.disabled' });
    const kind = member.status === 'invited' ? 'invite' : 'reset';
    const action = kind === 'invite' ? 'user.invited' : 'password.reset_offered';
    await audit(tx, scope, { action, subjectType: 'user', subjectId: member.id });
    return { email: member.email, locale: member.locale, kind, token: await issueToken(tx, member.id, kind) };
  });
}
