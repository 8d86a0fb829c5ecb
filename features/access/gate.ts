import { headers } from 'next/headers';
import { redirect, unstable_rethrow } from 'next/navigation';
import { cache } from 'react';
import type { z } from 'zod';
import { AppError, type Result, saidBy } from '@/lib/errors';
import { log } from '@/lib/log';
import { authenticateKey, authenticateSession, type Caller, callerOf, requireSameOrigin } from './authenticate';
import { fieldErrors } from './core/field-errors';
import { markGated } from './core/gated';
import { knownError, problemOf } from './core/problem';
import { readJson } from './core/read-body';
import { anonymousScope } from './core/scope';
import { noteAccess } from './mutations/note-access';
import type { Requirement } from './permissions';
import type { Permission, Scope } from './types';

const BODY_LIMIT = 1024 * 1024;

type Parsed<S extends z.ZodType | undefined> = S extends z.ZodType ? z.output<S> : undefined;

/**
 * A server action behind the one gate: same origin → session → permission (asked of the database) → zod → `run` → typed result.
 * It never throws to the browser, and never shows an unknown error's message.
 */
export function defineAction<S extends z.ZodType, T>(definition: {
  permission: Permission | 'public';
  input: S;
  run: (input: z.output<S>, scope: Scope, caller: Caller) => Promise<T>;
}): (raw: z.input<S>) => Promise<Result<T>> {
  const { permission, input, run } = definition;
  const action = async (raw: z.input<S>): Promise<Result<T>> => {
    try {
      const from = await headers();
      requireSameOrigin(from);
      const scope = permission === 'public' ? anonymousScope() : await sessionScope(from, permission);
      return { ok: true, data: await run(parse(input, raw), scope, callerOf(from)) };
    } catch (error) {
      unstable_rethrow(error);
      return failed(error, permission);
    }
  };
  return markGated(action, { kind: 'action', permission });
}

/**
 * A route handler behind the one gate. `permission` is a session permission, `{ scope }` of an API key, or 'public'. What `run` returns
 * is sent as JSON (parsed by `output` when given, so that nothing undeclared leaves), or as it is when it is a Response. Failures are
 * RFC 9457 problem documents. Routes with `{ scope }` and their schemas appear in the OpenAPI document.
 */
export function defineRoute<
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  O extends z.ZodType | undefined = undefined,
  T extends O extends z.ZodType ? z.input<O> : unknown = O extends z.ZodType ? z.input<O> : unknown,
>(definition: {
  permission: Requirement;
  /** For public routes that other sites' pages call by design and that read no cookie, such as ingestion. */
  anyOrigin?: true;
  params?: P;
  query?: Q;
  body?: B;
  output?: O;
  status?: number;
  summary?: string;
  run: (
    input: { params: Parsed<P>; query: Parsed<Q>; body: Parsed<B>; request: Request; caller: Caller },
    scope: Scope,
  ) => Promise<T | Response>;
  /** For answers about people: the action of the audit log's line, and who is in the answer. Stands behind `run`. */
  sees?: {
    action: string;
    subject?: (input: { params: Parsed<P>; query: Parsed<Q> }) => { subjectType: string; subjectId: string };
    who: (data: T, input: { params: Parsed<P>; query: Parsed<Q> }) => readonly string[];
  };
}): (request: Request, context?: { params: Promise<unknown> }) => Promise<Response> {
  const { permission, anyOrigin, params, query, body, output, status = 200, run, sees } = definition;
  const route = async (request: Request, context?: { params: Promise<unknown> }): Promise<Response> => {
    try {
      const scope = anyOrigin && permission === 'public' ? anonymousScope() : await routeScope(request, permission);
      const input = {
        params: (params && parse(params, await context?.params)) as Parsed<P>,
        query: (query && parse(query, queryOf(request))) as Parsed<Q>,
        body: (body && parse(body, await readJson(request, BODY_LIMIT))) as Parsed<B>,
        request,
        caller: callerOf(request.headers),
      };
      const data = await run(input, scope);
      if (data instanceof Response) return data;
      if (sees) noteAccess(scope, { action: sees.action, ...sees.subject?.(input) }, sees.who(data, input));
      return Response.json(output ? output.parse(data) : (data ?? null), { status, headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      unstable_rethrow(error);
      return problemResponse(error, permission);
    }
  };
  return markGated(route, { kind: 'route', permission, params, query, body, output, status, summary: definition.summary });
}

/**
 * For loaders: the signed-in member of staff, who must hold the permission. Without a session the browser is sent to sign in.
 * @throws AppError forbidden, with the digest `TESSERA_FORBIDDEN` that the error page reads.
 */
export async function requireScope(permission: Permission): Promise<Scope> {
  const scope = await currentScope();
  if (!scope) redirect('/sign-in');
  if (!scope.can(permission))
    throw Object.assign(new AppError('forbidden', 'Your role does not include this.', { key: 'access.role' }), {
      digest: 'TESSERA_FORBIDDEN',
    });
  return scope;
}

/** For layouts: the signed-in member of staff, or undefined; asked once a request. */
export const currentScope = cache(async (): Promise<Scope | undefined> => authenticateSession(await headers()));

async function routeScope(request: Request, permission: Requirement): Promise<Scope> {
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  if (typeof permission === 'object' && 'scope' in permission) {
    const scope = await authenticateKey(request.headers);
    if (scope.actor.type !== 'api_key' || !scope.actor.scopes.includes(permission.scope)) {
      throw new AppError('forbidden', `This API key lacks the scope ${permission.scope}.`, {
        key: 'access.keyScope',
        values: { scope: permission.scope },
      });
    }
    return scope;
  }
  if (changes) requireSameOrigin(request.headers);
  if (permission === 'public') return anonymousScope();
  return sessionScope(request.headers, typeof permission === 'object' ? permission.session : permission);
}

async function sessionScope(from: Headers, permission: Permission): Promise<Scope> {
  const scope = await authenticateSession(from);
  if (!scope) throw new AppError('unauthenticated', 'Your session has ended. Sign in again.', { key: 'access.sessionEnded' });
  if (!scope.can(permission)) throw new AppError('forbidden', 'Your role does not include this.', { key: 'access.role' });
  return scope;
}

function parse<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const fields = fieldErrors(parsed.error);
  const first = fields[0];
  throw new AppError('invalid_input', first ? `${first.path ? `${first.path}: ` : ''}${first.message}` : 'The input is not valid.', {
    key: first?.key,
    values: first?.values,
    fields,
  });
}

/** A parameter given twice reaches the schema as a list, so that a schema for one value refuses it. */
function queryOf(request: Request): Record<string, string | string[]> {
  const { searchParams } = new URL(request.url);
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((key) => {
      const all = searchParams.getAll(key);
      return [key, all.length > 1 ? all : (all[0] ?? '')];
    }),
  );
}

function failed(error: unknown, permission: Requirement): Result<never> {
  const { code, detail, key, values, errors } = problemOf(error);
  note(error, permission);
  return { ok: false, error: { code, message: detail, ...saidBy(key, values), ...(errors ? { fields: errors } : {}) } };
}

function problemResponse(error: unknown, permission: Requirement): Response {
  const problem = problemOf(error);
  note(error, permission);
  const extra: Record<string, string> = {};
  if (problem.status === 429 || problem.status === 503) extra['retry-after'] = '30';
  if (problem.status === 401 && typeof permission === 'object' && 'scope' in permission) extra['www-authenticate'] = 'Bearer';
  return Response.json(problem, {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...extra },
  });
}

/** Logs our own faults once, with their cause; the caller's faults are theirs, refusals are counted. */
function note(error: unknown, permission: Requirement): void {
  const known = knownError(error);
  if (!known) log.error({ err: error, cause: error instanceof Error ? error.cause : undefined, permission }, 'A request failed');
  else if (known.code === 'unavailable') log.warn({ err: known.cause, permission }, 'A request could not be served');
  else if (known.code === 'forbidden') log.info({ permission }, 'A request was refused');
}
