import type { AnyJob } from '@/db/jobs';
import { demoJob } from '@/demo/job';
import { startDemoTrickle } from '@/demo/trickle';
import { chainAllAuditJob, chainAuditJob } from '@/features/access/jobs';
import { consentClockJob } from '@/features/activation/jobs/consent-clock';
import { expireExportsJob, runExportJob } from '@/features/activation/jobs/exports';
import { dueFilesJob, writeFilesJob } from '@/features/activation/jobs/files';
import { activationFollowers } from '@/features/activation/jobs/follow-facts';
import { detachSyncJob, levelSyncJob } from '@/features/activation/jobs/syncs';
import { checkImportJob } from '@/features/ingest/imports/jobs/check-import';
import { runImportJob } from '@/features/ingest/imports/jobs/run-import';
import { pruneRejectsJob } from '@/features/ingest/jobs';
import { runSourceJob } from '@/features/ingest/pulls/jobs/run-source';
import { prepareCampaignJob, unsubscribedFollower } from '@/features/journeys/jobs';
import { expirePackagesJob, packageJob } from '@/features/privacy/access-package/jobs';
import { eraseJob } from '@/features/privacy/erasure/jobs';
import { retentionJob } from '@/features/privacy/jobs';
import { notifySubjectJob } from '@/features/privacy/requests/jobs';
import { searchKeysJob } from '@/features/profiles/event-properties/jobs';
import { checkAlertsJob } from '@/features/segments/alerts/jobs/check-alerts';
import { mailAlertJob } from '@/features/segments/alerts/jobs/mail-alert';
import { mailStillJob } from '@/features/segments/alerts/jobs/mail-still';
import { checkComputedDriftJob } from '@/features/segments/computed/jobs/check-drift';
import { levelJob } from '@/features/segments/computed/jobs/level-job';
import { checkDriftJob } from '@/features/segments/jobs/check-drift';
import { evaluateSegmentJob } from '@/features/segments/jobs/evaluate-segment';
import { fillAggregatesJob } from '@/features/segments/jobs/fill-aggregates';
import { consentChanged, profilesChanged, purposeChanged, restrictionsChanged, zoneChanged } from '@/features/segments/jobs/follow-facts';
import { refreshCutPointsJob } from '@/features/segments/jobs/refresh-cut-points';
import { segmentUpkeepJob } from '@/features/segments/jobs/upkeep';
import { uploadListJob } from '@/features/segments/lists/jobs';
import { scheduleSourcesJob } from '@/features/sources/connections/jobs';
import { fitModelJob } from '@/features/traits/jobs/fit-job';
import { rescoreJob, restrictionsChanged as scoresFollowRestrictions } from '@/features/traits/jobs/rescore';
import { startClock } from './clock';
import { startDeliverySender } from './deliveries';
import { startEmailSender } from './emails';
import { knownIdentifiers } from './known-identifiers';
import { startLanes } from './lanes';
import { leftFilesJob } from './left-files';
import { mergeLargeJob } from './pipeline/merge-large';
import { switchLinkJob } from './pipeline/switch-link';

/** A part of the worker that runs until it is stopped. */
export type Loop = { name: string; start(): { stop(): Promise<void> } | Promise<{ stop(): Promise<void> }> };

/** Every features/.../jobs.ts. */
export const jobs: readonly AnyJob[] = [
  chainAuditJob,
  chainAllAuditJob,
  switchLinkJob,
  mergeLargeJob,
  checkImportJob(knownIdentifiers),
  pruneRejectsJob,
  runImportJob,
  runSourceJob,
  scheduleSourcesJob,
  demoJob,
  searchKeysJob,
  fitModelJob,
  rescoreJob,
  scoresFollowRestrictions,
  evaluateSegmentJob,
  fillAggregatesJob,
  segmentUpkeepJob,
  uploadListJob,
  checkAlertsJob,
  mailAlertJob,
  mailStillJob,
  checkDriftJob,
  levelJob,
  checkComputedDriftJob,
  refreshCutPointsJob,
  profilesChanged,
  consentChanged,
  purposeChanged,
  zoneChanged,
  restrictionsChanged,
  ...activationFollowers,
  levelSyncJob,
  detachSyncJob,
  consentClockJob,
  dueFilesJob,
  writeFilesJob,
  runExportJob,
  expireExportsJob,
  prepareCampaignJob,
  unsubscribedFollower,
  retentionJob,
  eraseJob,
  packageJob,
  expirePackagesJob,
  notifySubjectJob,
  leftFilesJob,
];

/** Everything that runs beside the jobs: the lanes, the clock, the sender. */
export const loops: readonly Loop[] = [
  { name: 'lanes', start: startLanes },
  { name: 'clock', start: startClock },
  { name: 'demo trickle', start: startDemoTrickle },
  { name: 'deliveries', start: () => startDeliverySender() },
  { name: 'e-mails', start: () => startEmailSender() },
];
