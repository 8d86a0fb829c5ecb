import type { SourceKind } from '../schema';

const all = ['overview', 'setup', 'connection', 'mapping', 'schedule', 'runs', 'live', 'rejects', 'settings'] as const;

export type SourceTab = (typeof all)[number];

/** The tabs that a source has for this reader. */
export const tabsOf = (kind: SourceKind, mayWrite: boolean): SourceTab[] =>
  all.filter((tab) => isShown(tab, kind) && (mayWrite || !writing.has(tab)));

const writing = new Set<SourceTab>(['connection', 'mapping', 'schedule', 'settings']);

function isShown(tab: SourceTab, kind: SourceKind): boolean {
  const isPulled = kind === 'postgres' || kind === 'files';
  if (tab === 'setup') return kind === 'sdk';
  if (tab === 'connection' || tab === 'mapping') return isPulled || kind === 'webhook';
  return tab === 'schedule' || tab === 'runs' ? isPulled : true;
}

/** The tab that the address asks for; the overview when it asks for none or one that is not there. */
export const tabOf = (asked: string | string[] | undefined, tabs: readonly SourceTab[]): SourceTab =>
  tabs.find((tab) => tab === asked) ?? 'overview';
