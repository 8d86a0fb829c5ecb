import classes from './mosaic.module.css';

const TILE = 96;
const COLUMNS = 9;
const ROWS = 12;

/** The points of an eight-pointed star whose tips reach half a tile, as two squares laid across each other. */
const star = Array.from({ length: 16 }, (_, i) => {
  const radius = (TILE / 2) * (i % 2 ? Math.cos(Math.PI / 4) / Math.cos(Math.PI / 8) : 1);
  const angle = (i * Math.PI) / 8;
  return `${(radius * Math.cos(angle)).toFixed(2)},${(radius * Math.sin(angle)).toFixed(2)}`;
}).join(' ');

/** A fixed scatter of numbers from 0 to 1, so that server and browser lay the same tiles. */
const scatter = (x: number, y: number, seed: number): number => {
  const n = Math.sin(x * 127.1 + y * 311.7 + seed * 74.7) * 43_758.5453;
  return n - Math.floor(n);
};

const cells = Array.from({ length: (COLUMNS + 1) * (ROWS + 1) }, (_, i) => ({ x: i % (COLUMNS + 1), y: Math.floor(i / (COLUMNS + 1)) }));

const starTone = (x: number, y: number): string => {
  const n = scatter(x, y, 1);
  if (n > 0.93) return 'gold';
  return n > 0.8 ? 'lapis' : `glaze${1 + Math.floor(n * 5)}`;
};

/** Stars and crosses of glazed tile: many pieces, one picture. Decoration only. */
export function Mosaic() {
  return (
    <svg className={classes.root} viewBox={`0 0 ${COLUMNS * TILE} ${ROWS * TILE}`} preserveAspectRatio="xMidYMin slice" aria-hidden="true">
      {cells.map(({ x, y }) => (
        <rect
          key={`c${x}-${y}`}
          x={x * TILE}
          y={y * TILE}
          width={TILE}
          height={TILE}
          className={classes.cross}
          data-tone={Math.floor(scatter(x, y, 2) * 3)}
        />
      ))}
      {cells.map(({ x, y }) => (
        <polygon
          key={`s${x}-${y}`}
          points={star}
          transform={`translate(${x * TILE} ${y * TILE})`}
          className={classes.star}
          data-tone={starTone(x, y)}
        />
      ))}
    </svg>
  );
}
