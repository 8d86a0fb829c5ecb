/** The identifier types Tessera knows by itself. Any other type is a custom external id. */
export type BuiltInIdentifierType = 'user_id' | 'email' | 'phone' | 'anonymous_id' | 'shared_anonymous_id';

/** `(type, value)` is the key in `identifiers`; `value` is normalised, `display` is as it was sent. */
export type Identifier = { type: string; value: string; display: string };

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
