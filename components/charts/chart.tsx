'use client';

import { useDirection } from '@mantine/core';
import { Area, Bar, CartesianGrid, ComposedChart, Legend, Line, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartTooltip } from './chart-tooltip';
import type { ChartProps } from './types';

const colors = ['var(--chart-1)', 'var(--chart-2)', 'var(--chart-3)', 'var(--chart-4)', 'var(--chart-5)'];
const tick = { fill: 'var(--text-quiet)', fontSize: 12 };

/** Recharts in our colours; mirrored in right-to-left. Bars start at zero. Load it through `ChartFrame`. */
export function Chart({ kind, points, series, formatX, formatValue, formatTick = formatValue, height, open, mark }: ChartProps) {
  const { dir } = useDirection();
  const rtl = dir === 'rtl';
  // The drawing runs left to right; its words keep their own direction.
  const own = (text: string) => (rtl ? `\u2067${text}\u2069` : text);
  const data = points.map((p) => ({ x: p.x, ...p.values }));
  const flat = kind === 'line' ? (['auto', 'auto'] as const) : ([0, 'auto'] as const);
  return (
    // SVG text anchors turn round in right-to-left; the axes are mirrored by hand instead.
    <ResponsiveContainer
      style={{ direction: 'ltr' }}
      width="100%"
      height={height ?? 240}
      initialDimension={{ width: 600, height: height ?? 240 }}
    >
      <ComposedChart
        data={data}
        margin={{ top: 8, right: rtl ? 0 : 8, bottom: 0, left: rtl ? 8 : 0 }}
        accessibilityLayer
        {...(open
          ? { style: { cursor: 'pointer' }, onClick: ({ activeLabel }) => activeLabel !== undefined && open.go(String(activeLabel)) }
          : {})}
      >
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis
          dataKey="x"
          reversed={rtl}
          tickFormatter={(x: string) => own(formatX(x))}
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: 'var(--chart-grid)' }}
          minTickGap={40}
        />
        <YAxis
          orientation={rtl ? 'right' : 'left'}
          tickFormatter={(n: number) => own(formatTick(n))}
          tick={tick}
          tickLine={false}
          axisLine={false}
          width={48}
          domain={[...flat]}
          allowDecimals={highest(points) < 4}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--mantine-color-default-border)', fill: 'var(--surface-hover)' }}
          content={(props) => <ChartTooltip {...props} dir={dir} series={series} formatX={formatX} formatValue={formatValue} />}
        />
        {mark && (
          <ReferenceLine
            x={mark.x}
            stroke="var(--text-quiet)"
            strokeDasharray="4 4"
            label={{ value: mark.label, position: 'insideTop', fill: 'var(--text-quiet)', fontSize: 12 }}
          />
        )}
        {series.length > 1 && (
          <Legend
            itemSorter={null}
            iconType="square"
            iconSize={10}
            formatter={(key: string) => series.find((s) => s.key === key)?.label ?? key}
          />
        )}
        {series.map((s, i) => {
          const color = s.muted ? 'var(--chart-muted)' : (colors[i % colors.length] ?? 'var(--chart-1)');
          const common = { key: s.key, dataKey: s.key, name: s.key, isAnimationActive: false };
          if (kind === 'line')
            return <Line {...common} key={s.key} type="monotone" stroke={color} strokeWidth={2} dot={points.length < 3} />;
          if (kind === 'area')
            return (
              <Area
                {...common}
                key={s.key}
                type="monotone"
                stroke={color}
                strokeWidth={2}
                fill={color}
                fillOpacity={0.12}
                dot={points.length < 3}
              />
            );
          return (
            <Bar
              {...common}
              key={s.key}
              fill={color}
              radius={kind === 'bar' ? 2 : 0}
              maxBarSize={32}
              {...(kind === 'stacked-bar' ? { stackId: 'all' } : {})}
            />
          );
        })}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** Shares and small means need fractions on their axis; counts do not. */
const highest = (points: ChartProps['points']): number =>
  Math.max(
    0,
    ...points.flatMap((p) =>
      Object.values(p.values)
        .map((value) => Math.abs(value ?? 0))
        .filter((value) => value % 1 !== 0 || value >= 4),
    ),
  );
