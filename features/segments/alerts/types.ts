export const alertKinds = ['above', 'below', 'changes'] as const;

/** When to tell: `amount` people, or percent within a day. `raisedAt` is set while it is so, with the size it was then. */
export type SegmentAlert = {
  id: string;
  kind: (typeof alertKinds)[number];
  amount: number;
  raisedAt: string | null;
  size: number | null;
};
