/** A point of a chart: `x` orders and is shown through `formatX`, `values` by series key; null is a gap. */
export type ChartPoint = { x: string; values: Record<string, number | null> };

/** `muted`: the rest of the others, in grey. */
export type ChartSeries = { key: string; label: string; muted?: boolean };

export type ChartProps = {
  kind: 'line' | 'area' | 'bar' | 'stacked-bar';
  points: ChartPoint[];
  series: ChartSeries[];
  formatX: (x: string) => string;
  formatValue: (value: number) => string;
  /** Axis labels, shorter than `formatValue`. */
  formatTick?: (value: number) => string;
  height?: number;
  /** What a point leads to: in the chart a click on it, in the table a link. */
  open?: PointLink | undefined;
  /** An upright line at one place of the axis, with what it says. */
  mark?: { x: string; label: string } | undefined;
};

/** The address of a point, and how to go there without loading the page anew. */
export type PointLink = { href: (x: string) => string; go: (x: string) => void };
