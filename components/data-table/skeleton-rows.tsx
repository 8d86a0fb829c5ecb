import { Skeleton } from '@mantine/core';

type Props = { columns: number; numeric: boolean[]; selectable: boolean };

const lines = Array.from({ length: 8 }, (_, i) => i);

/** Rows of the final height and widths while the first ones are on the way. */
export function SkeletonRows({ columns, numeric, selectable }: Props) {
  return lines.map((line) => (
    <tr key={line} aria-hidden>
      {selectable && <td />}
      {Array.from({ length: columns }, (_, i) => i).map((i) => (
        <td key={i}>
          <Skeleton height={10} width={numeric[i] ? 40 : `${35 + ((line * 13 + i * 29) % 45)}%`} ms={numeric[i] ? 'auto' : 0} />
        </td>
      ))}
    </tr>
  ));
}
