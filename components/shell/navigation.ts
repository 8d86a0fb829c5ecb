/** One place of the console. `permission` is what its pages ask for: the entry is hidden without it (the gate decides anyway). */
export type NavItem = { key: NavKey; href: string; permission: string; letter: string };

export type NavKey =
  | 'overview'
  | 'sources'
  | 'imports'
  | 'profiles'
  | 'segments'
  | 'computedTraits'
  | 'destinations'
  | 'emails'
  | 'consent'
  | 'ltv'
  | 'churn'
  | 'requests'
  | 'team'
  | 'apiKeys'
  | 'auditLog'
  | 'company'
  | 'eventProperties'
  | 'operations';

export type NavGroup = { key: 'main' | 'settings'; items: NavItem[] };

/** The console in the order in which data flows. `letter` goes there after `g`. */
export const navigation: NavGroup[] = [
  {
    key: 'main',
    items: [
      { key: 'overview', href: '/', permission: 'dashboards:read', letter: 'o' },
      { key: 'sources', href: '/sources', permission: 'sources:read', letter: 's' },
      { key: 'imports', href: '/imports', permission: 'imports:write', letter: 'i' },
      { key: 'profiles', href: '/profiles', permission: 'profiles:read', letter: 'p' },
      { key: 'segments', href: '/segments', permission: 'segments:read', letter: 'e' },
      { key: 'computedTraits', href: '/computed-traits', permission: 'segments:read', letter: 'u' },
      { key: 'destinations', href: '/destinations', permission: 'destinations:read', letter: 'd' },
      { key: 'emails', href: '/emails', permission: 'emails:read', letter: 'm' },
      { key: 'consent', href: '/consent', permission: 'consents:read', letter: 'c' },
      { key: 'ltv', href: '/insights/ltv', permission: 'dashboards:read', letter: 'l' },
      { key: 'churn', href: '/insights/churn', permission: 'dashboards:read', letter: 'h' },
      { key: 'requests', href: '/requests', permission: 'requests:read', letter: 'q' },
    ],
  },
  {
    key: 'settings',
    items: [
      { key: 'team', href: '/settings/team', permission: 'users:write', letter: 't' },
      { key: 'apiKeys', href: '/settings/api-keys', permission: 'keys:write', letter: 'k' },
      { key: 'auditLog', href: '/settings/audit-log', permission: 'audit:read', letter: 'a' },
      { key: 'company', href: '/settings/company', permission: 'settings:write', letter: 'y' },
      { key: 'eventProperties', href: '/settings/event-properties', permission: 'settings:write', letter: 'v' },
      { key: 'operations', href: '/settings/operations', permission: 'operations:read', letter: 'r' },
    ],
  },
];

/** The navigation of someone with these permissions, without empty groups. */
export const visibleNavigation = (permissions: string[]): NavGroup[] =>
  navigation
    .map((group) => ({ ...group, items: group.items.filter((item) => permissions.includes(item.permission)) }))
    .filter((group) => group.items.length > 0);

/** Whether a path lies in an entry's part of the console. */
export const isWithin = (href: string, pathname: string): boolean =>
  href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
