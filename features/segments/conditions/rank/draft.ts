/** A rank as it is being written. */
export type RankDraft = {
  kind: 'rank';
  trait?: string;
  op?: 'top' | 'bottom' | 'between';
  unit?: 'percent' | 'decile';
  value?: number | [number | undefined, number | undefined];
};

export const newRank: RankDraft = { kind: 'rank', op: 'top', unit: 'percent', value: 10 };
