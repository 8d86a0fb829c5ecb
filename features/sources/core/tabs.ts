const all = ['overview', 'setup', 'live', 'rejects', 'settings'] as const;

export type SourceTab = (typeof all)[number];

/** The tabs that a source has for this reader. */
export const tabsOf = (kind: 'sdk' | 'file', mayWrite: boolean): SourceTab[] =>
  all.filter((tab) => (tab !== 'settings' || mayWrite) && (tab !== 'setup' || kind === 'sdk'));

/** The tab that the address asks for; the overview when it asks for none or one that is not there. */
export const tabOf = (asked: string | string[] | undefined, tabs: readonly SourceTab[]): SourceTab =>
  tabs.find((tab) => tab === asked) ?? 'overview';
