'use client';

import { ActionIcon, Menu, Skeleton } from '@mantine/core';
import { IconChartLine, IconDots, IconDownload, IconPhoto, IconTable } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef, useState } from 'react';
import { Definition } from '../definition';
import classes from './chart-frame.module.css';
import { ChartTable } from './chart-table';
import type { ChartProps } from './types';

const Chart = dynamic(() => import('./chart').then((m) => m.Chart), {
  ssr: false,
  loading: () => <Skeleton className={classes.skeleton} />,
});

type Props = ChartProps & {
  title: string;
  /** Header of the first column when seen as a table. */
  xLabel: string;
  /** "Data until 14:05": the moment up to which the figures are complete, already formatted. */
  until?: string;
  /** How the figures are counted, in words. */
  definition?: string | undefined;
  /** Range switches and the like, at the end of the title's line. */
  controls?: ReactNode;
};

/** A chart with its title, "view as table", CSV and PNG. Recharts loads when the first chart is shown. */
export function ChartFrame({ title, xLabel, until, definition, controls, height = 240, ...chart }: Props) {
  const t = useTranslations('common.chart');
  const [asTable, setAsTable] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const exporting = async (kind: 'csv' | 'png') => {
    const { downloadCsv, downloadPng } = await import('./download');
    if (kind === 'csv') downloadCsv(title, xLabel, chart);
    else if (body.current) await downloadPng(title, body.current);
  };
  return (
    <figure className={classes.root} aria-label={title}>
      <figcaption className={classes.head}>
        <span className={classes.name}>
          <span className={classes.title}>{title}</span>
          {definition && <Definition of={title}>{definition}</Definition>}
        </span>
        <span className={classes.controls}>
          {controls}
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t('menu')}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={asTable ? <IconChartLine size={16} /> : <IconTable size={16} />} onClick={() => setAsTable(!asTable)}>
                {asTable ? t('asChart') : t('asTable')}
              </Menu.Item>
              <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => void exporting('csv')}>
                {t('downloadCsv')}
              </Menu.Item>
              {!asTable && (
                <Menu.Item leftSection={<IconPhoto size={16} />} onClick={() => void exporting('png')}>
                  {t('downloadPng')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        </span>
      </figcaption>
      <div ref={body} className={classes.body} style={{ blockSize: height }}>
        {chart.points.length === 0 ? (
          <p className={classes.empty}>{t('empty')}</p>
        ) : asTable ? (
          <ChartTable title={title} xLabel={xLabel} {...chart} />
        ) : (
          <Chart {...chart} height={height} />
        )}
      </div>
      {until && <p className={classes.until}>{t('until', { time: until })}</p>}
    </figure>
  );
}
