import type { TransactionSql } from '@/db/client';

/** The identifier types Tessera knows by itself. Any other type is a custom external id. */
export type BuiltInIdentifierType = 'user_id' | 'email' | 'phone' | 'anonymous_id' | 'shared_anonymous_id';

/** `(type, value)` is the key in `identifiers`; `value` is normalised, `display` is as it was sent. */
export type Identifier = { type: string; value: string; display: string };

/** An identifier with its node key, made once. */
export type KeyedIdentifier = Identifier & { node: NodeKey };

/** One end of a link. */
export type LinkEnd = { type: string; value: string };

/** The text by which an identifier is known in maps, record keys and hashes: `email:ann@example.com`. */
export type NodeKey = string;

export type LinkKind = 'same_event' | 'alias' | 'manual';
export type LinkStatus = 'active' | 'refused' | 'disabled' | 'pending';

/** Why a link was refused. */
export type RefusalRule = 'user_id_limit' | 'type_limit' | 'shared_device' | 'kept_apart';

/** A position in the order of history, which decides every tie: time, then event id. */
export type Position = { at: number; eventId: string };

/** A link between two identifiers as the resolver sees it. */
export type GraphLink = Position & {
  id: string;
  kind: LinkKind;
  a: NodeKey;
  b: NodeKey;
  sourceId: string;
  disabled: boolean;
};

/** A whole profile that goes up in another; or, in a split, the profile that was left and the one that came (back) of it. */
export type Merge = { from: string; to: string };

/** What later stages do with their own rows when profiles are joined or split. Called with all of them locked, rows not yet moved. */
export type RestructureHooks = {
  merged(tx: TransactionSql, merges: readonly Merge[]): Promise<void>;
  split(tx: TransactionSql, splits: readonly Merge[]): Promise<void>;
};

/** What `identify` needs to know of an event. */
export type IdentifyItem = {
  id: string;
  /** Milliseconds. */
  at: number;
  sourceId: string;
  /** In order of priority; never empty. */
  identifiers: readonly KeyedIdentifier[];
  /** Of an `alias` call: the id that means the same person. */
  previousId?: string;
};

/** Where an event belongs. */
export type Identified = { profileId: string; recordId: string; recordKey: NodeKey };

export type IdentifyResult = {
  /** In the order of the items. */
  placed: Identified[];
  /** Profiles that came into being in this transaction. */
  created: Set<string>;
  /** Profiles whose make-up changed (merged into, split): everything about them is to be folded and evaluated anew. */
  restructured: Set<string>;
  /** Profiles whose events were taken apart: what sums them up is to be made anew, before further events are added. */
  recount: string[];
  /** Profiles that got an identifier they did not have. */
  extended: Set<string>;
  /** Profiles that went up in another. */
  gone: Set<string>;
  /** The database's time after all locks were taken. */
  now: Date;
};
