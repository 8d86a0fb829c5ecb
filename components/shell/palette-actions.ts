import type { NavKey } from './navigation';

/** What can be begun from the palette; `needs` is the place one must be allowed to see. */
export const paletteActions = [
  { key: 'createSource', href: '/sources?new=true', needs: 'sources' },
  { key: 'importFile', href: '/imports/new', needs: 'imports' },
  { key: 'createSegment', href: '/segments/new', needs: 'segments' },
  { key: 'addDestination', href: '/destinations/new', needs: 'destinations' },
] as const satisfies { key: string; href: string; needs: NavKey }[];
