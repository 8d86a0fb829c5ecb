import type { ChartProps } from './types';

export const fileName = (title: string, extension: string) => `${title.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}.${extension}`;

export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** A cell that no spreadsheet takes for a formula. */
const cell = (value: string | number): string => {
  const text = typeof value === 'number' ? String(value) : /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The chart's figures as CSV (UTF-8 with BOM, plain numbers). */
export function downloadCsv(title: string, xLabel: string, { points, series }: Pick<ChartProps, 'points' | 'series'>): void {
  const lines = [[xLabel, ...series.map((s) => s.label)], ...points.map((p) => [p.x, ...series.map((s) => p.values[s.key] ?? '')])].map(
    (row) => row.map(cell).join(','),
  );
  save(new Blob([`\uFEFF${lines.join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' }), fileName(title, 'csv'));
}

/** The drawn chart as PNG, twice its size on screen, on the theme's background. */
export async function downloadPng(title: string, root: HTMLElement): Promise<void> {
  const svg = root.querySelector('svg');
  if (!svg) return;
  const { width, height } = svg.getBoundingClientRect();
  const style = getComputedStyle(document.documentElement);
  const copy = svg.cloneNode(true) as SVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.style.fontFamily = 'sans-serif';
  const text = new XMLSerializer()
    .serializeToString(copy)
    .replace(/var\((--[\w-]+)\)/g, (_, name: string) => style.getPropertyValue(name).trim());
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: width * 2, height: height * 2 });
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = style.getPropertyValue('--mantine-color-body').trim();
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(2, 2);
  context.drawImage(image, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob) save(blob, fileName(title, 'png'));
}
