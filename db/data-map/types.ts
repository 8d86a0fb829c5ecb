/**
 * What a column holds:
 * `identifier` names a person · `contact` is said about or by a person · `behaviour` is what a person did · `derived` is
 * computed from those · `staff` is about somebody who works here · `secret` must never leave · `operational` is none of these.
 */
export type Holds = 'identifier' | 'contact' | 'behaviour' | 'derived' | 'staff' | 'secret' | 'operational';

export type ColumnMap = {
  holds: Holds;
  /** Whether a person's own export contains it. */
  export: boolean;
  /** What an erasure does: `row` deletes the row, `clear` empties the column, `keep` leaves it (said why by the table's `note`). */
  erase: 'row' | 'clear' | 'keep';
  /** How it is shown to a role that sees no full personal data: as an identifier, by its trait's mark, not at all, or as it is. */
  mask: 'identifier' | 'trait' | 'hidden' | 'none';
};

export type TableMap = {
  /** Whose rows they are: `content` rows hold raw text in which people must be looked up by their identifiers. */
  subject: 'profile' | 'content' | 'staff' | 'nobody';
  /** The column that leads to the profile (or to the user, for `staff`); null when rows belong to nobody or to text. */
  path: string | null;
  /** How long rows stay without an erasure, counted from when they ended: features/privacy/core/retention.ts knows when that is. */
  retain: 'profile' | 'consumed' | 'days_30' | 'months_25' | 'append_only' | 'account' | 'installation';
  note?: string;
  columns: Record<string, ColumnMap>;
};

export type DataMap = Record<string, TableMap>;

const column =
  (holds: Holds, exported: boolean, erase: ColumnMap['erase'], mask: ColumnMap['mask']) =>
  (...names: string[]): Record<string, ColumnMap> =>
    Object.fromEntries(names.map((name) => [name, { holds, export: exported, erase, mask }]));

/** Rows of a person: they go with the person and are handed out on request. */
export const identifier = column('identifier', true, 'row', 'identifier');
export const contact = column('contact', true, 'row', 'hidden');
export const traits = column('contact', true, 'row', 'trait');
export const behaviour = column('behaviour', true, 'row', 'none');
export const properties = column('behaviour', true, 'row', 'hidden');
export const derived = column('derived', true, 'row', 'none');
/** Inner workings of a person's row: gone with it, of no meaning outside. */
export const inner = column('operational', false, 'row', 'none');
/** A copy kept for look-up: rebuilt from other columns, so not handed out twice. */
export const copy = column('derived', false, 'row', 'hidden');
/** Raw text in which a person may occur. */
export const rawText = column('behaviour', true, 'row', 'hidden');
/** About somebody who works here. */
export const staff = column('staff', true, 'keep', 'none');
export const secret = column('secret', false, 'keep', 'hidden');
export const operational = column('operational', false, 'keep', 'none');
/** Stays after an erasure, without what could be read from it. */
export const cleared = column('contact', true, 'clear', 'hidden');
