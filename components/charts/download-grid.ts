import { fileName, save } from './download';

type Row = { name: string; cells: ({ text: string; shade: number; partial?: boolean } | undefined)[] };

const CELL = { width: 76, height: 30, first: 180, head: 64 };

/** A grid of numbers as PNG, drawn anew at twice its size, in the theme's colours and the page's direction. */
export async function downloadGridPng(title: string, corner: string, columns: readonly string[], rows: readonly Row[]): Promise<void> {
  const width = CELL.first + columns.length * CELL.width + 16;
  const height = CELL.head + rows.length * CELL.height + 16;
  const canvas = Object.assign(document.createElement('canvas'), { width: width * 2, height: height * 2 });
  const context = canvas.getContext('2d');
  if (!context) return;
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const rtl = document.documentElement.dir === 'rtl';
  context.scale(2, 2);
  context.fillStyle = color('--mantine-color-body');
  context.fillRect(0, 0, width, height);
  context.textBaseline = 'middle';
  context.direction = rtl ? 'rtl' : 'ltr';
  const box = (start: number, size: number): number => (rtl ? width - start - size : start);
  const write = (text: string, start: number, size: number, y: number, atStart: boolean, ink: string) => {
    context.fillStyle = ink;
    context.textAlign = atStart ? 'start' : 'end';
    const left = box(start, size);
    context.fillText(text, atStart === rtl ? left + size - 6 : left + 6, y, size - 12);
  };
  const [ink, quiet] = [color('--mantine-color-text'), color('--text-quiet')];
  context.font = '600 14px sans-serif';
  write(title, 8, width - 16, 20, true, ink);
  context.font = '12px sans-serif';
  write(corner, 8, CELL.first, 48, true, quiet);
  columns.forEach((column, n) => {
    write(column, CELL.first + n * CELL.width, CELL.width, 48, false, quiet);
  });
  rows.forEach((row, r) => {
    const top = CELL.head + r * CELL.height;
    write(row.name, 8, CELL.first, top + CELL.height / 2, true, ink);
    row.cells.forEach((cell, n) => {
      if (!cell) return;
      const start = CELL.first + n * CELL.width;
      context.globalAlpha = 0.34 * Math.min(1, Math.max(0, cell.shade));
      context.fillStyle = color('--chart-1');
      context.fillRect(box(start, CELL.width) + 1, top + 1, CELL.width - 2, CELL.height - 2);
      context.globalAlpha = 1;
      write(cell.partial ? `${cell.text} *` : cell.text, start, CELL.width, top + CELL.height / 2, false, ink);
    });
  });
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob) save(blob, fileName(title, 'png'));
}
