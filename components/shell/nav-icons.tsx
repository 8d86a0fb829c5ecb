import {
  IconActivity,
  IconBuilding,
  IconChartHistogram,
  IconCirclesRelation,
  IconDatabaseImport,
  IconHistory,
  IconHome,
  IconKey,
  IconPlugConnected,
  IconSend,
  IconShieldCheck,
  IconTags,
  IconUserMinus,
  IconUserShield,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { NavKey } from './navigation';

/** One icon a place, 18 px, thin lines. */
export const navIcons: Record<NavKey, typeof IconHome> = {
  overview: IconHome,
  sources: IconPlugConnected,
  imports: IconDatabaseImport,
  profiles: IconUsers,
  segments: IconCirclesRelation,
  destinations: IconSend,
  consent: IconShieldCheck,
  ltv: IconChartHistogram,
  churn: IconUserMinus,
  requests: IconUserShield,
  team: IconUsersGroup,
  apiKeys: IconKey,
  auditLog: IconHistory,
  company: IconBuilding,
  eventProperties: IconTags,
  operations: IconActivity,
};
