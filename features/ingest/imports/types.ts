import type { ErrorKey, SaidValues } from '@/lib/errors';

/**
 * Import: a file on its way into the inbox. Row: one record of the file. Line: where the record starts in the file, the header being
 * line 1. Mapping: where each column goes. Reject: a row that could not be taken, with its line and the reason.
 */
export type FileRow = { line: number; endLine: number; cells: string[]; raw: string };
export type BadRow = { line: number; endLine: number; raw: string; code: RowFault } & Reason;

/** Why a row was refused: the sentence, and by which message of `errors` the console says it. */
export type Reason = { reason: string; key?: ErrorKey | undefined; values?: SaidValues | undefined };

export type RowFault =
  | 'bad_quotes'
  | 'wrong_column_count'
  | 'bad_encoding'
  | 'too_long'
  | 'no_key'
  | 'bad_identifier'
  | 'bad_value'
  | 'bad_timestamp'
  | 'no_event_name'
  | 'refused';

/** What a dry run found: nothing is written. `existing` and `fresh` count distinct keys of valid rows. */
export type CheckReport = {
  rows: number;
  valid: number;
  rejected: number;
  duplicates: number;
  existing: number;
  fresh: number;
  byReason: { code: RowFault; count: number; sample: { line: number } & Reason }[];
};

/** A purpose on a channel that a column of consent can be about: `purpose/channel`, and its name. */
export type ConsentChoice = { value: string; label: string };
