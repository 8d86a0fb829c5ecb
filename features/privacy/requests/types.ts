import type { notices, origins, proofs, refusalGrounds, requestStates, requestTypes } from './constants';

export type RequestType = (typeof requestTypes)[number];
export type RequestState = (typeof requestStates)[number];
export type Proof = (typeof proofs)[number];
export type Origin = (typeof origins)[number];
/** What a message to the subject is about. */
export type Notice = (typeof notices)[number];
export type RefusalGround = (typeof refusalGrounds)[number];

/** One identifier as it was given, in any spelling; an empty type means: whatever it turns out to be. */
export type GivenIdentifier = { type: string; value: string };

/** One correction of a rectification. */
export type Correction = { profileId: string; trait: string; value: string | number | boolean };

/**
 * What came out of a run. Numbers, ids and names of fields only; nothing personal. `nothing_held` needs no run; `partial` says that
 * something outside must still be followed up.
 */
export type Outcome = { result: 'done' | 'partial' | 'nothing_held'; [figure: string]: unknown };

/** A request as it is stored, with merged profiles followed to the ones they became. */
export type SubjectRequest = {
  id: string;
  number: number;
  type: RequestType;
  state: RequestState;
  origin: Origin;
  registeredBy: string | null;
  identifiers: GivenIdentifier[];
  name: string | null;
  contact: string | null;
  message: string | null;
  locale: string;
  profileIds: string[];
  nobody: boolean;
  proof: Proof | null;
  receivedAt: Date;
  firstDueAt: Date;
  dueAt: Date;
  pausedAt: Date | null;
  pausedMs: number;
  extendedAt: Date | null;
  extensionReason: string | null;
  assigneeId: string | null;
  verifiedAt: Date | null;
  verifiedBy: string | null;
  approvedAt: Date | null;
  approvedBy: string | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  error: string | null;
  refusalGround: RefusalGround | null;
  refusalNote: string | null;
  task: { corrections?: Correction[]; reason?: string };
  outcome: Partial<Outcome>;
  liftedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

/** One line of a request's history. */
export type RequestEvent = {
  id: number;
  at: string;
  actorType: 'user' | 'api_key' | 'system' | 'cli' | 'anonymous';
  actorLabel: string;
  kind: string;
  body: string | null;
  details: Record<string, unknown>;
};

type Moments =
  | 'receivedAt'
  | 'firstDueAt'
  | 'dueAt'
  | 'pausedAt'
  | 'extendedAt'
  | 'verifiedAt'
  | 'approvedAt'
  | 'startedAt'
  | 'finishedAt'
  | 'liftedAt'
  | 'createdAt'
  | 'updatedAt';

/** A request as a page takes it: moments as ISO texts. */
export type RequestView = {
  [K in keyof SubjectRequest]: K extends Moments ? (null extends SubjectRequest[K] ? string | null : string) : SubjectRequest[K];
};
