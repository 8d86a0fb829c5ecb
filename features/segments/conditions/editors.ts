import type { ComponentType } from 'react';
import type { Draft } from '../core/editor-tree';
import { ConsentEditor } from './consent/editor';
import { EventEditor } from './event/editor';
import type { ConditionKindName } from './schemas';
import { SegmentEditor } from './segment/editor';
import { TraitEditor } from './trait/editor';

/** What edits a condition of a kind: a draft in, the next draft out. */
export type ConditionEditor = ComponentType<{ draft: Draft; onChange: (draft: object) => void }>;

const editors = { trait: TraitEditor, event: EventEditor, segment: SegmentEditor, consent: ConsentEditor } as const satisfies Record<
  ConditionKindName,
  unknown
>;

/** The editor of a kind: the one place where a draft meets the editor of its own name. */
export const editorOf = (kind: ConditionKindName): ConditionEditor => editors[kind] as unknown as ConditionEditor;
