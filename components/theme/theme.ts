'use client';

import type * as Mantine from '@mantine/core';
import { type CSSVariablesResolver, createTheme } from '@mantine/core';
import { blue, dark, gray, green, red, tessera, yellow } from './colors';

type Known =
  | 'Button'
  | 'Input'
  | 'InputWrapper'
  | 'ActionIcon'
  | 'Badge'
  | 'Code'
  | 'Loader'
  | 'Menu'
  | 'Modal'
  | 'Paper'
  | 'Select'
  | 'SegmentedControl'
  | 'Skeleton'
  | 'Table'
  | 'Tabs'
  | 'Tooltip';

/** What `Component.extend` takes: naming the component itself here would load it on every page. */
type Settings = { [Name in Known]: Parameters<(typeof Mantine)[Name]['extend']>[0] };

const fontFamily = 'var(--font-ui)';

/**
 * Dense and quiet: 14/20 text, 32 px controls, 4 px grid, 6 px corners, borders before shadows. Sizes are Mantine's names with our
 * measures: text xs 12, sm 13, md 14 (the default), lg 16, xl 20.
 */
export const theme = createTheme({
  colors: { tessera, red, green, yellow, blue, gray, dark },
  primaryColor: 'tessera',
  primaryShade: { light: 7, dark: 8 },
  autoContrast: true,
  black: '#181b1d',
  fontFamily,
  fontFamilyMonospace: 'var(--font-mono)',
  headings: {
    fontFamily,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.75rem' },
      h2: { fontSize: '1rem', lineHeight: '1.5rem' },
      h3: { fontSize: '0.875rem', lineHeight: '1.25rem' },
      h4: { fontSize: '0.875rem', lineHeight: '1.25rem' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1rem', sm: '1.25rem', md: '1.25rem', lg: '1.5rem', xl: '1.75rem' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '0.125rem', sm: '0.25rem', md: '0.375rem', lg: '0.5rem', xl: '0.75rem' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: {
      defaultProps: { size: 'sm' },
      vars: (_theme, props) =>
        props.size === 'sm' || props.size === undefined
          ? { root: { '--button-height': '2rem', '--button-padding-x': '0.75rem', '--button-fz': '0.875rem' } }
          : { root: {} },
      styles: { label: { fontWeight: 500 } },
    },
    Input: {
      defaultProps: { size: 'sm' },
      vars: (_theme, props) =>
        props.size === 'sm' || props.size === undefined
          ? { wrapper: { '--input-height': '2rem', '--input-fz': '0.875rem' } }
          : { wrapper: {} },
    },
    InputWrapper: {
      styles: { label: { fontWeight: 500, marginBottom: 4 }, description: { marginBottom: 4, fontSize: '0.8125rem' } },
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    Badge: { defaultProps: { variant: 'light', radius: 'sm' }, styles: { root: { textTransform: 'none', fontWeight: 500 } } },
    Code: { defaultProps: { fz: 'sm' } },
    Loader: { defaultProps: { size: 'sm' } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 0 } } },
    Modal: {
      defaultProps: { centered: true, transitionProps: { duration: 120, transition: 'fade' }, overlayProps: { opacity: 0.4 } },
    },
    Paper: { defaultProps: { withBorder: true } },
    Select: { defaultProps: { comboboxProps: { transitionProps: { duration: 0 } }, allowDeselect: false } },
    SegmentedControl: { defaultProps: { size: 'xs', transitionDuration: 0 } },
    Skeleton: { defaultProps: { radius: 'sm' } },
    Table: { defaultProps: { verticalSpacing: 0, horizontalSpacing: 'sm' } },
    Tabs: { styles: { tab: { paddingBlock: 10 } } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false, transitionProps: { duration: 0 } } },
  } satisfies Settings,
});

/** The tokens that differ by theme; features use these names and never a palette shade. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-placeholder': gray[5],
    '--mantine-color-error': red[7],
    '--mantine-color-default-border': gray[4],
    '--mantine-color-anchor': tessera[8],
    '--logo-1': tessera[7],
    '--logo-2': tessera[4],
    '--logo-3': tessera[5],
    '--surface-sunken': gray[0],
    '--surface-raised': '#ffffff',
    '--surface-hover': gray[1],
    '--surface-selected': tessera[0],
    '--hairline': gray[2],
    '--text-quiet': gray[6],
    '--text-accent': tessera[8],
    '--text-success': green[8],
    '--text-warning': yellow[7],
    '--text-danger': red[7],
    '--chart-1': '#00766f',
    '--chart-2': '#1f7dd7',
    '--chart-3': '#af6a00',
    '--chart-4': '#8b5fbf',
    '--chart-5': '#d53c3d',
    '--chart-muted': gray[5],
    '--chart-grid': gray[2],
  },
  dark: {
    '--mantine-color-body': dark[7],
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-placeholder': dark[3],
    '--mantine-color-error': red[4],
    '--mantine-color-default-border': dark[4],
    '--mantine-color-anchor': tessera[4],
    '--logo-1': tessera[4],
    '--logo-2': tessera[5],
    '--logo-3': tessera[7],
    '--surface-sunken': dark[8],
    '--surface-raised': dark[6],
    '--surface-hover': dark[5],
    '--surface-selected': '#10302e',
    '--hairline': '#2a2e31',
    '--text-quiet': dark[2],
    '--text-accent': tessera[4],
    '--text-success': green[4],
    '--text-warning': yellow[4],
    '--text-danger': red[4],
    '--chart-1': tessera[4],
    '--chart-2': blue[4],
    '--chart-3': yellow[4],
    '--chart-4': '#b794e6',
    '--chart-5': red[4],
    '--chart-muted': dark[3],
    '--chart-grid': '#2a2e31',
  },
});
