import type { ReactNode } from 'react';

/** One column. `width` is CSS; the skeleton keeps it. */
export type Column<T> = {
  key: string;
  header: string;
  cell: (row: T) => ReactNode;
  width?: string;
  /** Numbers stand at the end, in tabular digits. */
  numeric?: boolean;
  /** Leave it out on narrow screens. */
  hideBelow?: 'sm' | 'md';
  /** The value of `sort` in the address that orders by it; the header becomes a button. */
  sort?: string;
};

export type Sort = { by: string; descending: boolean };

export type Selection = { selected: ReadonlySet<string>; onChange: (selected: Set<string>) => void };
