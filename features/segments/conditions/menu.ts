import { IconBolt, IconCirclesRelation, IconShieldCheck, IconTag, IconTimeline } from '@tabler/icons-react';
import type { Draft } from '../core/editor-tree';
import { newConsent } from './consent/draft';
import { newEvent } from './event/draft';
import type { ConditionKindName } from './schemas';
import { newSegment } from './segment/draft';
import { newSequence } from './sequence/draft';
import { newTrait } from './trait/draft';

/** The icon of each kind of condition. */
export const kindIcons: Record<ConditionKindName, typeof IconTag> = {
  trait: IconTag,
  event: IconBolt,
  segment: IconCirclesRelation,
  consent: IconShieldCheck,
  sequence: IconTimeline,
};

/** The four questions under which conditions are offered. */
export const menuGroups = ['are', 'do', 'value', 'buy'] as const;
export type MenuGroup = (typeof menuGroups)[number];

/** One line of the menu that adds a condition: its words are `menu.<id>` and `menu.<id>Help` in the messages. */
export type MenuItem = { id: string; group: MenuGroup; icon: typeof IconTag; draft: Draft };

/** What can be added, in the order in which it is offered. A kind may be offered more than once, with another beginning. */
export const menuItems: readonly MenuItem[] = [
  { id: 'trait', group: 'are', icon: kindIcons.trait, draft: newTrait },
  { id: 'segment', group: 'are', icon: kindIcons.segment, draft: newSegment },
  { id: 'consent', group: 'are', icon: kindIcons.consent, draft: newConsent },
  { id: 'event', group: 'do', icon: kindIcons.event, draft: newEvent },
  { id: 'sequence', group: 'do', icon: kindIcons.sequence, draft: newSequence },
];
