import type { z } from 'zod';
import type { HttpAnswer, HttpFailure, HttpRequest } from '@/lib/http';
import type { FileSettings } from './file-settings';

/*
 * A destination plug-in is one folder with one manifest. It is handed everything it needs and never sees the database: the rows to
 * send, its own settings, and an HTTP client that refuses private addresses.
 */

/** `callHttp` of lib/http, or a stand-in: never throws. */
export type HttpClient = (request: HttpRequest) => Promise<HttpAnswer | HttpFailure>;

export type RowKind = 'enter' | 'leave' | 'update' | 'delete' | 'test';

/** One message about one person. `id` stays the same when it is sent again: receivers ignore what they have seen. */
export type DestinationRow = {
  id: string;
  kind: RowKind;
  /** When the change happened, ISO 8601. */
  at: string;
  segment: { id: string; name: string } | null;
  profile: { id: string; previousIds: string[]; traits: Record<string, unknown>; identifiers: { type: string; value: string }[] };
};

/**
 * What became of one row. A failure says who must act: `retry: true`, nobody, it is sent again later; `retry: false`, the marketer, who
 * sees `message` on the delivery. Messages never hold secrets.
 */
export type RowResult = ({ ok: true } | { ok: false; retry: boolean; code: string; message: string; retryAfterMs?: number }) & {
  responseStatus?: number;
  response?: string;
};

export type DestinationContext<S> = { settings: S; http: HttpClient; now: Date };

type Common<S> = {
  readonly id: string;
  readonly name: string;
  /** Address of its documentation page. */
  readonly docs: string;
  /** The form is rendered from it; a field with `meta({ widget: 'secret' })` is write-only. */
  readonly settings: z.ZodType<S>;
  /** What is offered as going along when a segment is attached, of what the company has; absent: e-mail alone. */
  readonly suggests?: { identifiers: readonly string[]; traits: readonly string[] };
  /** How a person is erased there: as rows of kind `delete`, or a sentence for the receipt that says why it cannot be done. */
  readonly erase: { supported: true } | { supported: false; reason: string };
};

/** Told of each person as they change. */
export type Destination<S> = Common<S> & {
  readonly transport: 'each';
  /** `concurrency`: how many deliveries may be under way at once. */
  readonly limits: { concurrency: number };
  /** "Send a test": whether the destination answers with these settings. */
  check(row: DestinationRow, context: DestinationContext<S>): Promise<RowResult>;
  /** One result for each row, in order. */
  deliver(rows: readonly DestinationRow[], context: DestinationContext<S>): Promise<RowResult[]>;
};

/** Changes are gathered and written on a schedule: who is new into one file, who has left into another. */
export type FileDestination = Common<FileSettings> & {
  readonly transport: 'files';
  /** The first line of each file. */
  readonly header: readonly string[];
  /** A person's line, in the order of the header; null when there is nothing by which the receiver could know them. */
  line(row: DestinationRow): string[] | null;
};

/** The whole list is written anew on a schedule, with the columns of the sync's mapping. */
export type SnapshotDestination = Common<FileSettings> & { readonly transport: 'snapshot' };

/** A destination of any settings, as the registry and the sender see it. */
export type AnyDestination = Destination<unknown> | FileDestination | SnapshotDestination;
