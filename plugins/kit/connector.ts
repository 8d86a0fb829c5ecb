import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';

/*
 * A connector is one folder with one manifest. It reads from, or is called by, a system that is not ours, and hands plain text on: it
 * never sees the database, and knows nothing of people and events. What its columns mean is the mapping's business.
 */

export type ConnectorColumn = { name: string; type: string };

/** What of a source is read. `key` names a row, `mark` grows with every change (high-water mark). */
export type Selection = { stream: string; query: string | null; key: string[]; mark: string | null };

export type ConnectorContext<S> = { settings: S; signal: AbortSignal };

/** What a test found. Failures are thrown as `ConnectionError`. `facts` are plain values for the screen, such as the server's version. */
export type CheckResult = { facts: Record<string, string>; hostKey?: string };

/** The columns of a stream, what names its rows, which columns can be a mark, and some rows to map by. */
export type StreamDescription = {
  columns: ConnectorColumn[];
  /** The primary key, or another unique one; empty when there is none. */
  key: string[];
  marks: string[];
  /** Cells in the order of `columns`. */
  sample: (string | null)[][];
  /** What is wrong with the selection's key or mark, if one was given. */
  faults: SelectionFault[];
};
export type SelectionFault = 'no_key' | 'key_missing' | 'key_not_unique' | 'key_empty' | 'mark_missing' | 'mark_type' | 'mark_empty';

/** Rows in the order of the columns asked for, each with the texts that name it; `cursor` is the place behind the last of them. */
export type Batch = { rows: { key: string[]; cells: (string | null)[] }[]; cursor: unknown; total?: number | null };

export type ReadRequest = {
  selection: Selection;
  /** The columns to be read; all exist. */
  columns: string[];
  /** Where to go on; null: from the beginning. */
  cursor: unknown;
  /** Whether this goes on with an interrupted reading, up to the same end, rather than beginning a new one. */
  resume: boolean;
};

type Common<S> = {
  readonly id: string;
  readonly name: string;
  /** Address of its documentation page. */
  readonly docs: string;
  /** The form is rendered from it; a field with `meta({ widget: 'secret' })` is write-only. */
  readonly settings: z.ZodType<S>;
};

/** Reads rows of tables and queries. `modes`: `incremental` needs a mark. */
export type PullConnector<S> = Common<S> & {
  readonly variant: 'pull';
  readonly modes: readonly ('full' | 'incremental')[];
  check(context: ConnectorContext<S>): Promise<CheckResult>;
  /** What can be read, by name. */
  streams(context: ConnectorContext<S>): Promise<string[]>;
  describe(selection: Selection, context: ConnectorContext<S>): Promise<StreamDescription>;
  /** The first batch may be empty: its cursor holds where the reading will end. Rows come in an order that the cursor can resume. */
  read(request: ReadRequest, context: ConnectorContext<S>): AsyncIterable<Batch>;
};

export type RemoteFile = { name: string; bytes: number; modifiedAt: Date };

/** Finds files, and hands each over once. */
export type FilesConnector<S> = Common<S> & {
  readonly variant: 'files';
  check(context: ConnectorContext<S>): Promise<CheckResult>;
  /** The files that match now, oldest first. */
  list(context: ConnectorContext<S>): Promise<RemoteFile[]>;
  /** Copies one file, of at most `maxBytes`, to a path of ours. */
  fetch(name: string, to: string, maxBytes: number, context: ConnectorContext<S>): Promise<void>;
  /** Called after a file was read whole: keeps it or moves it away. Harmless when repeated. */
  finish(name: string, context: ConnectorContext<S>): Promise<void>;
};

export type Delivery = { headers: IncomingHttpHeaders; body: Buffer; now: Date };
export type Verdict = { ok: true; id: string | null; signedAt?: string | undefined } | { ok: false; reason: 'missing' | 'stale' | 'wrong' };

/**
 * Is called by others. `verify` decides whether a call is from who it says; `id` is the sender's own name of the message, `signedAt` its
 * time as it was signed.
 */
export type WebhookConnector<S> = Common<S> & {
  readonly variant: 'webhook';
  verify(delivery: Delivery, settings: S): Verdict;
};

export type Connector<S> = PullConnector<S> | FilesConnector<S> | WebhookConnector<S>;
/** A connector of any settings, as the registry sees it. */
export type AnyConnector = Connector<unknown>;

type PullDefinition<S extends z.ZodType> = Omit<PullConnector<z.output<S>>, 'settings'> & { settings: S };
type FilesDefinition<S extends z.ZodType> = Omit<FilesConnector<z.output<S>>, 'settings'> & { settings: S };
type WebhookDefinition<S extends z.ZodType> = Omit<WebhookConnector<z.output<S>>, 'settings'> & { settings: S };

/** Declares a connector. Settings reach its methods parsed by the schema. */
export function defineConnector<S extends z.ZodType>(definition: PullDefinition<S>): PullConnector<z.output<S>>;
export function defineConnector<S extends z.ZodType>(definition: FilesDefinition<S>): FilesConnector<z.output<S>>;
export function defineConnector<S extends z.ZodType>(definition: WebhookDefinition<S>): WebhookConnector<z.output<S>>;
export function defineConnector(definition: unknown): unknown {
  return definition;
}
