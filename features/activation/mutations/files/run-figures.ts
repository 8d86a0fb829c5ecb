/** What one writing of files came to. `files`: what has its name at the place. */
export type RunFigures = {
  files: { name: string; rows: number; bytes: number }[];
  added: number;
  removed: number;
  withheld: number;
  unmatched: number;
};

export const noFigures = (): RunFigures => ({ files: [], added: 0, removed: 0, withheld: 0, unmatched: 0 });
