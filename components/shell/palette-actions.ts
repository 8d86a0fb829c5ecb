/** What can be begun from the palette; `permission` is what the page behind asks for: the action is hidden without it. */
export const paletteActions = [
  { key: 'createSource', href: '/sources?new=true', permission: 'sources:write' },
  { key: 'importFile', href: '/imports/new', permission: 'imports:write' },
  { key: 'createSegment', href: '/segments/new', permission: 'segments:write' },
  { key: 'addDestination', href: '/destinations/new', permission: 'destinations:write' },
] as const satisfies { key: string; href: string; permission: string }[];
