/** One migration that a database has gone through: when it was made, and the hash of its text. */
export type MigrationMark = { when: number; hash: string };

export type PartitionShape = { name: string; bound: string; options: string[] };

/** A table as it is in the back-up: of a partitioned one, all rows under its own name and the partitions they lay in. */
export type TableShape = { schema: string; name: string; columns: string[]; partitions: PartitionShape[] };

export type TableSum = { schema: string; name: string; rows: number; bytes: number; sha256: string };
export type FileSum = { folder: 'imports'; name: string; bytes: number; sha256: string };
export type SequenceState = { schema: string; name: string; value: string };

/** What the content of a back-up consists of, in this order; rows and files follow their item as bytes. */
export type Item =
  | { is: 'begin'; createdAt: string; server: number; migrations: MigrationMark[]; keyMark: string }
  | ({ is: 'table' } & TableShape)
  | ({ is: 'table_end' } & TableSum)
  | { is: 'file'; folder: 'imports'; name: string }
  | ({ is: 'file_end' } & FileSum)
  | { is: 'end'; tables: TableSum[]; files: FileSum[]; sequences: SequenceState[] };

export type BeginItem = Extract<Item, { is: 'begin' }>;
export type EndItem = Extract<Item, { is: 'end' }>;

export type Progress = (line: { what: string; rows?: number; bytes: number; done: number; of: number }) => void;
