import type { MantineColorsTuple } from '@mantine/core';

/*
 * Made in OKLCH with even steps of lightness, so that one shade of any hue weighs the same. Shade 7 carries white text in the
 * light theme, shade 8 in the dark (≥ 4.5:1); gray 6 and dark 2 are the quietest text allowed on every surface.
 */

/** The accent: the turquoise of glazed tile. */
export const tessera: MantineColorsTuple = [
  '#eafcfa',
  '#d3f5f1',
  '#b0e8e2',
  '#81d6ce',
  '#55c1b8',
  '#2ca8a0',
  '#008c84',
  '#00766f',
  '#00655e',
  '#004e4a',
];

export const red: MantineColorsTuple = [
  '#fff0ec',
  '#ffddd7',
  '#ffc0b8',
  '#ff9a91',
  '#ff756f',
  '#f05653',
  '#d53c3d',
  '#b7262b',
  '#9d1f23',
  '#7b191b',
];

export const green: MantineColorsTuple = [
  '#edfdef',
  '#d7f6dc',
  '#b7eac0',
  '#8ed99d',
  '#67c27d',
  '#47aa62',
  '#2c924c',
  '#137a3a',
  '#0e6830',
  '#0d5225',
];

export const yellow: MantineColorsTuple = [
  '#fff5e6',
  '#ffe8cb',
  '#fcd3a3',
  '#f3b770',
  '#e09a40',
  '#c8800d',
  '#af6a00',
  '#8a4e00',
  '#7f4700',
  '#643800',
];

export const blue: MantineColorsTuple = [
  '#eafaff',
  '#d3f0ff',
  '#b1dfff',
  '#85c9ff',
  '#5cafff',
  '#3c95f0',
  '#1f7dd7',
  '#0167b9',
  '#00579f',
  '#04447d',
];

/** Neutrals of the light theme: 0 sunken, 1 hover, 2–3 hairlines, 4 control borders, 5 placeholder, 6 quiet text, 9 ink. */
export const gray: MantineColorsTuple = [
  '#f9fafa',
  '#f3f4f5',
  '#e9ebec',
  '#dde0e1',
  '#c3c7c9',
  '#6e7275',
  '#5d6164',
  '#484b4d',
  '#2e3133',
  '#181b1d',
];

/** Neutrals of the dark theme: 0 ink, 2 quiet text, 3 placeholder, 4 hairlines, 5 raised, 6 card, 7 page, 8 sunken. */
export const dark: MantineColorsTuple = [
  '#e6e9eb',
  '#c6cacd',
  '#a2a7aa',
  '#868b8e',
  '#34383b',
  '#272b2e',
  '#1d2023',
  '#151719',
  '#101213',
  '#0a0c0d',
];
