import classes from './chart-tooltip.module.css';
import type { ChartProps } from './types';

type Props = Pick<ChartProps, 'series' | 'formatX' | 'formatValue'> & {
  dir: 'ltr' | 'rtl';
  active?: boolean;
  label?: unknown;
  payload?: readonly { dataKey?: unknown; value?: unknown; color?: string; stroke?: string; fill?: string }[];
};

/** What the pointed-at place of a chart says. */
export function ChartTooltip({ dir, active, label, payload, series, formatX, formatValue }: Props) {
  if (!active || !payload?.length) return null;
  return (
    <div className={classes.root} dir={dir}>
      <div className={classes.label}>{formatX(String(label))}</div>
      {payload.map((item) => (
        <div key={String(item.dataKey)} className={classes.row}>
          <span className={classes.mark} style={{ background: item.color ?? item.stroke ?? item.fill }} />
          <span>{series.find((s) => s.key === item.dataKey)?.label}</span>
          <span className={classes.value}>{typeof item.value === 'number' ? formatValue(item.value) : '–'}</span>
        </div>
      ))}
    </div>
  );
}
