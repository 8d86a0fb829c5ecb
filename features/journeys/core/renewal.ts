import type { CampaignView } from '../types';

const LIVE: readonly CampaignView['status'][] = ['scheduled', 'preparing', 'sending', 'paused'];
const LIVE_MS = 1_500;
/** Letters are read when the campaign is done, and most of them within days. */
const READ_MS = 20_000;
const READ_DAYS = 7;

type Asked = Pick<CampaignView, 'status' | 'measuring' | 'finishedAt'>;

/** After how many milliseconds the figures of a campaign are to be looked at again; false: they do not change by themselves. */
export function renewalOf(campaign: Asked, now: Date): number | false {
  const { status, measuring, finishedAt } = campaign;
  if (LIVE.includes(status)) return LIVE_MS;
  const isRead = measuring !== null && finishedAt !== null && now.getTime() - Date.parse(finishedAt) < READ_DAYS * 86_400_000;
  return isRead ? READ_MS : false;
}
