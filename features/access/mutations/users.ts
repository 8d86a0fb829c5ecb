import { randomBytes } from 'node:crypto';
import { type AnySql, type Sql, sql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { audit } from '../audit';
import { emailAddress } from '../core/email-address';
import { requireGrantable } from '../core/grant';
import { systemScope } from '../core/scope';
import type { Role, Scope } from '../types';
import { hashNewPassword } from './passwords';
import { issueToken } from './tokens';

const parseEmail = (text: string): string => {
  const parsed = emailAddress.safeParse(text);
  if (parsed.success) return parsed.data;
  const message = 'Enter one e-mail address, such as ann@example.com.';
  throw new AppError('invalid_input', message, { key: 'access.email', fields: [{ path: 'email', message }] });
};

async function insertUser(
  tx: AnySql,
  user: { email: string; name: string; role: Role; status: 'invited' | 'active'; hash: string | null },
): Promise<string> {
  const [row] = await tx<{ id: string }[]>`
    insert into users (email, name, role, status, password_hash)
    values (${user.email}, ${user.name}, ${user.role}, ${user.status}, ${user.hash})
    on conflict (email) do nothing returning id`;
  const message = 'Somebody on the team has this address already.';
  if (!row) throw new AppError('conflict', message, { key: 'access.emailTaken', fields: [{ path: 'email', message }] });
  return row.id;
}

/**
 * An account that can sign in at once. Without a password one is made up and returned, to be shown once.
 * @throws AppError invalid_input, conflict when the address is taken, forbidden when the role is above the actor's own
 */
export async function createUser(
  database: Sql,
  scope: Scope,
  input: { email: string; name?: string | undefined; role: Role; password?: string | undefined },
): Promise<{ id: string; email: string; generatedPassword: string | undefined }> {
  requireGrantable(scope, input.role);
  const email = parseEmail(input.email);
  const generatedPassword = input.password ? undefined : randomBytes(15).toString('base64url');
  const hash = await hashNewPassword(input.password ?? generatedPassword ?? '', [email, input.name ?? '']);
  return database.begin(async (tx) => {
    const id = await insertUser(tx, { email, name: input.name ?? '', role: input.role, status: 'active', hash });
    await audit(tx, scope, { action: 'user.created', subjectType: 'user', subjectId: id, details: { role: input.role } });
    return { id, email, generatedPassword };
  });
}

/**
 * Makes the first owner of an empty installation; does nothing when anybody is there.
 * @returns the password when one had to be made up, to be shown once. @throws AppError invalid_input for a bad address or password
 */
export async function ensureFirstOwner(
  database: Sql,
  input: { email: string; password?: string | undefined },
): Promise<string | undefined> {
  const email = parseEmail(input.email);
  return database.begin(async (tx) => {
    // Two starts at once must not make two owners.
    await tx`select pg_advisory_xact_lock(hashtext('tessera.first_owner'))`;
    if ((await tx`select 1 from users limit 1`).length) return undefined;
    const generated = input.password ? undefined : randomBytes(15).toString('base64url');
    const hash = await hashNewPassword(input.password ?? generated ?? '', []);
    const id = await insertUser(tx, { email, name: '', role: 'owner', status: 'active', hash });
    await audit(tx, systemScope('first start'), { action: 'user.created', subjectType: 'user', subjectId: id, details: { role: 'owner' } });
    return generated;
  });
}

/**
 * Invites somebody by a link that is good for a week. @returns the token for the link, which exists nowhere else
 * @throws AppError invalid_input, conflict when the address is taken, forbidden when the role is above the actor's own
 */
export async function inviteUser(
  scope: Scope,
  input: { email: string; name?: string | undefined; role: Role },
): Promise<{ id: string; email: string; token: string }> {
  requireGrantable(scope, input.role);
  const email = parseEmail(input.email);
  return sql().begin(async (tx) => {
    const id = await insertUser(tx, { email, name: input.name ?? '', role: input.role, status: 'invited', hash: null });
    await audit(tx, scope, { action: 'user.invited', subjectType: 'user', subjectId: id, details: { role: input.role } });
    return { id, email, token: await issueToken(tx, id, 'invite') };
  });
}
