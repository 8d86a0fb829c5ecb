import type { TraitProvenance } from '@/db/schema';

/*
 * Views are what a reader may see: already masked by role. Moments are ISO 8601 texts in UTC, amounts are in major units.
 */

export type IdentifierView = { type: string; value: string; sourceId: string; firstSeenAt: string; lastSeenAt: string };

export type SegmentView = { id: string; name: string; enteredAt: string };

/** Where a trait's value came from: a source's record, or a model's version. */
export type Provenance = TraitProvenance;

export type ProfileView = {
  id: string;
  name: string | null;
  traits: Record<string, unknown>;
  provenance: Record<string, Provenance>;
  identifiers: IdentifierView[];
  segments: SegmentView[];
  firstSeenAt: string | null;
  lastSeenAt: string | null;
  eventCount: number;
  orderCount: number;
  spend: number;
  currency: string | null;
  lastOrderAt: string | null;
  openTickets: number;
  createdAt: string;
  updatedAt: string;
};

/** One line of the explorer. `label` is the name, else the best identifier. */
export type ProfileLine = {
  id: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  userId: string | null;
  lastSeenAt: string | null;
  eventCount: number;
  orderCount: number;
  spend: number;
  currency: string | null;
};

/** Which step of the search found a person. */
export type SearchStep = 'exact' | 'prefix' | 'part' | 'typo';

export type SearchHit = ProfileLine & { foundBy: SearchStep };

export type EventView = {
  id: string;
  type: string;
  name: string;
  occurredAt: string;
  receivedAt: string;
  sourceId: string;
  recordId: string;
  messageId: string;
  value: number | null;
  currency: string | null;
  properties: Record<string, unknown>;
  context: Record<string, unknown>;
};

export type Page<T> = { data: T[]; nextCursor: string | null };

export type SourceName = { id: string; name: string; kind: string };

export type LinkView = {
  id: string;
  kind: 'same_event' | 'alias' | 'manual';
  status: 'active' | 'refused' | 'disabled' | 'pending';
  rule: string;
  a: { type: string; value: string };
  b: { type: string; value: string };
  sourceId: string;
  at: string;
  /** A colleague's decision about it that the worker has not carried out yet. */
  switching: boolean;
};

/** A profile as it would be after a link is switched: the one that is looked at, another, or one that does not exist yet. */
export type LinkPreview = { place: 'here' | 'other' | 'new'; identifiers: { type: string; value: string }[]; more: number; events: number };

export type GroupView = { id: string; traits: Record<string, unknown>; joinedAt: string };

export type NoteView = { id: string; kind: 'note' | 'call'; body: string; authorName: string; at: string };
