'use client';

import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconDownload, IconPhoto } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Definition } from '../definition';
import frame from './chart-frame.module.css';
import classes from './heat-frame.module.css';
import { PlainLink } from './plain-link';

/** A cell: its number, as text, and how dark it is, 0 to 1. `partial`: its time still goes on. Undefined: there is none. */
export type HeatCell = {
  value: number;
  text: string;
  shade: number;
  partial?: boolean;
  link?: { href: string; go: () => void; label: string } | undefined;
};

export type HeatRow = { key: string; label: ReactNode; name: string; cells: (HeatCell | undefined)[] };

type Props = {
  title: string;
  /** Header of the first column. */
  corner: string;
  columns: string[];
  rows: HeatRow[];
  definition?: string | undefined;
  until?: string | undefined;
  controls?: ReactNode;
  /** Said under the table, such as what hatching means. */
  note?: ReactNode;
};

/** Numbers in a grid, the darker the higher; it is a table already, and can be had as CSV and PNG. */
export function HeatFrame({ title, corner, columns, rows, definition, until, controls, note }: Props) {
  const t = useTranslations('common.chart');
  const exporting = async (kind: 'csv' | 'png') => {
    const { downloadCsv } = await import('./download');
    const { downloadGridPng } = await import('./download-grid');
    const plain = rows.map((row) => ({ name: row.name, cells: row.cells }));
    if (kind === 'png') return downloadGridPng(title, corner, columns, plain);
    const series = columns.map((label, n) => ({ key: String(n), label }));
    const points = plain.map(({ name, cells }) => ({
      x: name,
      values: Object.fromEntries(columns.map((_, n) => [String(n), cells[n]?.value ?? null])),
    }));
    downloadCsv(title, corner, { points, series });
  };
  return (
    <figure className={frame.root} aria-label={title}>
      <figcaption className={frame.head}>
        <span className={frame.name}>
          <span className={frame.title}>{title}</span>
          {definition && <Definition of={title}>{definition}</Definition>}
        </span>
        {controls}
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t('menu')}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => void exporting('csv')}>
              {t('downloadCsv')}
            </Menu.Item>
            <Menu.Item leftSection={<IconPhoto size={16} />} onClick={() => void exporting('png')}>
              {t('downloadPng')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by keys */}
      <section className={classes.scroll} tabIndex={0} aria-label={title}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{corner}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.label}</th>
                {columns.map((column, n) => (
                  <Cell key={column} cell={row.cells[n]} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {note && <p className={frame.until}>{note}</p>}
      {until && <p className={frame.until}>{t('until', { time: until })}</p>}
    </figure>
  );
}

function Cell({ cell }: { cell: HeatCell | undefined }) {
  if (!cell) return <td />;
  const style = { '--shade': `${Math.round(Math.min(1, Math.max(0, cell.shade)) * 34)}%` } as Record<string, string>;
  return (
    <td style={style} className={classes.cell} data-partial={cell.partial || undefined}>
      {cell.link ? (
        <PlainLink href={cell.link.href} go={cell.link.go} className={classes.link} label={cell.link.label}>
          {cell.text}
        </PlainLink>
      ) : (
        cell.text
      )}
    </td>
  );
}
