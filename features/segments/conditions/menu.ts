import {
  IconActivity,
  IconBolt,
  IconChartBar,
  IconChartPie,
  IconCirclesRelation,
  IconClockPlay,
  IconFingerprint,
  IconHandStop,
  IconHeart,
  IconListCheck,
  IconMail,
  IconShieldCheck,
  IconTag,
  IconTimeline,
} from '@tabler/icons-react';
import type { Draft } from '../core/editor-tree';
import { newActivity } from './activity/draft';
import { newBucket } from './bucket/draft';
import { newConsent } from './consent/draft';
import { newEvent } from './event/draft';
import { newHoldout } from './holdout/draft';
import { newIdentity } from './identity/draft';
import { newInterest } from './interest/draft';
import { newList } from './list/draft';
import { newMessage } from './message/draft';
import { newRank } from './rank/draft';
import type { ConditionKindName } from './schemas';
import { newSegment } from './segment/draft';
import { newSequence } from './sequence/draft';
import { newSession } from './session/draft';
import { newTrait } from './trait/draft';

/** The icon of each kind of condition. */
export const kindIcons: Record<ConditionKindName, typeof IconTag> = {
  trait: IconTag,
  event: IconBolt,
  segment: IconCirclesRelation,
  consent: IconShieldCheck,
  identity: IconFingerprint,
  activity: IconActivity,
  session: IconClockPlay,
  sequence: IconTimeline,
  message: IconMail,
  list: IconListCheck,
  bucket: IconChartPie,
  holdout: IconHandStop,
  rank: IconChartBar,
  interest: IconHeart,
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
  { id: 'identity', group: 'are', icon: kindIcons.identity, draft: newIdentity },
  { id: 'list', group: 'are', icon: kindIcons.list, draft: newList },
  { id: 'bucket', group: 'are', icon: kindIcons.bucket, draft: newBucket },
  { id: 'holdout', group: 'are', icon: kindIcons.holdout, draft: newHoldout },
  { id: 'event', group: 'do', icon: kindIcons.event, draft: newEvent },
  { id: 'activity', group: 'do', icon: kindIcons.activity, draft: newActivity },
  { id: 'session', group: 'do', icon: kindIcons.session, draft: newSession },
  { id: 'sequence', group: 'do', icon: kindIcons.sequence, draft: newSequence },
  { id: 'interest', group: 'value', icon: kindIcons.interest, draft: newInterest },
  { id: 'rank', group: 'buy', icon: kindIcons.rank, draft: newRank },
  { id: 'message', group: 'do', icon: kindIcons.message, draft: newMessage },
];
