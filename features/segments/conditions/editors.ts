import { type ComponentType, lazy } from 'react';
import type { Draft } from '../core/editor-tree';
import type { ConditionKindName } from './schemas';

/** What edits a condition of a kind: a draft in, the next draft out. */
export type ConditionEditor = ComponentType<{ draft: Draft; onChange: (draft: object) => void }>;

const loadTrait = () => import('./trait/editor').then((m) => ({ default: m.TraitEditor }));
const loadEvent = () => import('./event/editor').then((m) => ({ default: m.EventEditor }));

/** Each is fetched when a rule first holds a condition of its kind. */
const editors = {
  trait: lazy(loadTrait),
  event: lazy(loadEvent),
  segment: lazy(() => import('./segment/editor').then((m) => ({ default: m.SegmentEditor }))),
  consent: lazy(() => import('./consent/editor').then((m) => ({ default: m.ConsentEditor }))),
  identity: lazy(() => import('./identity/editor').then((m) => ({ default: m.IdentityEditor }))),
  activity: lazy(() => import('./activity/editor').then((m) => ({ default: m.ActivityEditor }))),
  session: lazy(() => import('./session/editor').then((m) => ({ default: m.SessionEditor }))),
  sequence: lazy(() => import('./sequence/editor').then((m) => ({ default: m.SequenceEditor }))),
  message: lazy(() => import('./message/editor').then((m) => ({ default: m.MessageEditor }))),
  list: lazy(() => import('./list/editor').then((m) => ({ default: m.ListEditor }))),
  bucket: lazy(() => import('./bucket/editor').then((m) => ({ default: m.BucketEditor }))),
  interest: lazy(() => import('./interest/editor').then((m) => ({ default: m.InterestEditor }))),
  rank: lazy(() => import('./rank/editor').then((m) => ({ default: m.RankEditor }))),
  holdout: lazy(() => import('./holdout/editor').then((m) => ({ default: m.HoldoutEditor }))),
} as const satisfies Record<ConditionKindName, unknown>;

/** Fetches the two that nearly every rule has, while the reader is still choosing. */
export const fetchUsualEditors = (): void => void Promise.allSettled([loadTrait(), loadEvent()]);

/** The editor of a kind: the one place where a draft meets the editor of its own name. */
export const editorOf = (kind: ConditionKindName): ConditionEditor => editors[kind] as unknown as ConditionEditor;
