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
};
