import type { RequestView, SubjectRequest } from '../types';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A stored request for a page. */
export const toView = (request: SubjectRequest): RequestView => ({
  ...request,
  receivedAt: request.receivedAt.toISOString(),
  firstDueAt: request.firstDueAt.toISOString(),
  dueAt: request.dueAt.toISOString(),
  pausedAt: iso(request.pausedAt),
  extendedAt: iso(request.extendedAt),
  verifiedAt: iso(request.verifiedAt),
  approvedAt: iso(request.approvedAt),
  startedAt: iso(request.startedAt),
  finishedAt: iso(request.finishedAt),
  liftedAt: iso(request.liftedAt),
  createdAt: request.createdAt.toISOString(),
  updatedAt: request.updatedAt.toISOString(),
});
