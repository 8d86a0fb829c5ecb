import 'server-only';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { sql } from '@/db/client';
import { readCompanySettings } from '@/features/access/data/company';
import { currentScope, requireScope } from '@/features/access/gate';
import { noteView } from '@/features/access/mutations/note-access';
import type { Scope } from '@/features/access/types';
import { standingOf } from '@/features/consent/restrictions/data';
import { listSourceNames } from '@/features/profiles/data/profile-parts';
import { readProfile } from '@/features/profiles/data/read-profiles';
import type { SourceName } from '@/features/profiles/types';
import { appUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { canSendMail } from '@/lib/mail';
import { REQUESTS_A_PAGE } from './constants';
import { daysLeft } from './core/due-date';
import { openSteps, type Step } from './core/state-machine';
import { toView } from './core/to-view';
import { type Cluster, readClusters } from './data/clusters';
import { type RequestFigures, requestFigures } from './data/figures';
import { readRequest } from './data/find-request';
import { readFormEnabled } from './data/form-settings';
import { type Colleague, listOfficers, requestHistory, staffNames } from './data/history';
import { listRequests, type RequestLine } from './data/list-requests';
import { lookUp, type Match } from './data/lookup';
import { type OpenRequest, openRequestsOf } from './data/profile-badge';
import type { RequestFilter } from './queries';
import { listQuery } from './schema';
import type { GivenIdentifier, RequestEvent, RequestView } from './types';

type Params = Record<string, string | string[] | undefined>;

const userOf = (scope: Scope): string | null => (scope.actor.type === 'user' ? scope.actor.id : null);

export type RegisterPage = {
  asked: RequestFilter;
  first: { data: RequestLine[]; nextCursor: string | null };
  figures: RequestFigures;
  officers: Colleague[];
  mayWrite: boolean;
};

/** The register for its address; parts of an address that make no sense are ignored. */
export async function loadRequests(params: Params): Promise<RegisterPage> {
  const scope = await requireScope('requests:read');
  const { timeZone } = await readCompanySettings();
  const known = Object.entries(listQuery.shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(params[key]);
    return parsed.success && parsed.data !== undefined && key !== 'cursor' && key !== 'limit' ? [[key, parsed.data]] : [];
  });
  const query = listQuery.parse({ ...Object.fromEntries(known), limit: REQUESTS_A_PAGE });
  const [first, figures, officers] = await Promise.all([
    listRequests(query, { userId: userOf(scope), timeZone }),
    requestFigures(),
    listOfficers(),
  ]);
  const asked = {
    q: query.q?.trim() ?? '',
    state: query.state,
    type: query.type ?? null,
    overdue: query.overdue ?? null,
    assignee: query.assignee ?? null,
  };
  return { asked, first, figures, officers, mayWrite: scope.can('requests:write') };
}

/** For the intake page: by what the person is known when it is begun from their profile, and today in the company's zone. */
export async function loadNewRequest(
  profileId: unknown,
): Promise<{ identifiers: GivenIdentifier[]; name: string; contact: string; today: string; canSendMail: boolean }> {
  const scope = await requireScope('requests:write');
  const { timeZone } = await readCompanySettings();
  const found = typeof profileId === 'string' && isUuid(profileId) ? await readProfile(scope, profileId) : null;
  const strongest = found?.profile.identifiers.find((one) => one.type !== 'anonymous_id');
  const email = found?.profile.identifiers.find((one) => one.type === 'email')?.value ?? '';
  return {
    identifiers: strongest ? [{ type: strongest.type, value: strongest.value }] : found ? [{ type: '', value: found.profile.id }] : [],
    name: found?.profile.name ?? '',
    contact: email,
    today: new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date()),
    canSendMail: canSendMail(),
  };
}

export type RequestPage = {
  request: RequestView;
  daysLeft: number;
  steps: Step[];
  history: RequestEvent[];
  officers: Colleague[];
  /** Names of members of staff by id. */
  names: Record<string, string>;
  /** While nobody is confirmed: who it may be. Afterwards: who it is, `matches` being empty. */
  matches: Match[];
  clusters: Cluster[];
  sources: SourceName[];
  /** Others than the viewer who may approve it. */
  otherApprovers: string[];
  can: { write: boolean; approve: boolean };
  viewerId: string | null;
  canSendMail: boolean;
};

const find = cache(async (id: string) => {
  const scope = await requireScope('requests:read');
  if (!isUuid(id)) notFound();
  const request = await readRequest(sql(), id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  return { scope, request };
});

/** The number a page's title carries. */
export const loadRequestNumber = async (id: string): Promise<number> => (await find(id)).request.number;

/** One request with all that its page shows. */
export async function loadRequest(id: string): Promise<RequestPage> {
  const { scope, request } = await find(id);
  const { timeZone } = await readCompanySettings();
  const now = new Date();
  const viewerId = userOf(scope);
  const { registeredBy, verifiedBy, approvedBy, assigneeId } = request;
  const contact = request.contact ? [{ type: 'email', value: request.contact }] : [];
  const matches = request.state === 'received' ? await lookUp([...request.identifiers, ...contact], request.name) : [];
  const [clusters, sources, history, officers, names] = await Promise.all([
    readClusters(scope, request.state === 'received' ? matches.map((match) => match.profileId) : request.profileIds),
    listSourceNames(),
    requestHistory(id),
    listOfficers(),
    staffNames([registeredBy, verifiedBy, approvedBy, assigneeId]),
  ]);
  await Promise.all(clusters.map(({ profile }) => noteView(scope, profile.id)));
  return {
    request: toView(request),
    daysLeft: daysLeft(request, now, timeZone),
    steps: openSteps(request, viewerId, now),
    history,
    officers,
    names: Object.fromEntries(names),
    matches,
    clusters,
    sources,
    otherApprovers: officers
      .filter(({ id: one }) => one !== viewerId && one !== verifiedBy && one !== registeredBy)
      .map(({ name }) => name),
    can: { write: scope.can('requests:write'), approve: scope.can('requests:approve') },
    viewerId,
    canSendMail: canSendMail(),
  };
}

/** For the profile's page: what this person asks for now and how they stand, and whether the viewer may begin a request; null when that is not theirs to see. */
export const loadProfileRequests = cache(
  async (
    profileId: string,
  ): Promise<{ open: OpenRequest[]; standing: { restricted: boolean; objected: boolean }; mayStart: boolean } | null> => {
    const scope = await currentScope();
    if (!scope?.can('requests:read') || !isUuid(profileId)) return null;
    const [open, standing] = await Promise.all([openRequestsOf(profileId), standingOf(sql(), profileId)]);
    return { open, standing, mayStart: scope.can('requests:write') };
  },
);

/** For the company page. */
export async function loadFormSettings(): Promise<{ enabled: boolean; mail: boolean; address: string }> {
  await requireScope('settings:write');
  return { enabled: await readFormEnabled(), mail: canSendMail(), address: new URL('/privacy-request', appUrl()).href };
}

/** For the public form, which anyone may open. */
export async function loadPublicForm(): Promise<{ offered: boolean; mail: boolean; company: string }> {
  const [enabled, company] = await Promise.all([readFormEnabled(), readCompanySettings()]);
  return { offered: enabled, mail: canSendMail(), company: company.name };
}
