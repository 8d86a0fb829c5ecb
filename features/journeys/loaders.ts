import 'server-only';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { sql } from '@/db/client';
import { currentScope, requireScope } from '@/features/access/gate';
import { listPurposes } from '@/features/consent/data/purposes';
import { maskIdentifier } from '@/features/profiles/core/mask';
import { type ChoosableSegment, choosableSegments } from '@/features/segments/data/choosable-segments';
import { readSuggestions } from '@/features/segments/data/suggestions';
import { isUuid } from '@/lib/ids';
import { listCampaigns, readCampaign } from './data/campaigns';
import { blocksOf, messagesOf } from './data/messages';
import { knownTraits } from './data/preview';
import { installationServer, readSender, readSenderForm } from './data/sender';
import { listTemplates, readTemplate } from './data/templates';

/** What a campaign is made of. */
export type CampaignChoices = {
  segments: ChoosableSegment[];
  purposes: { key: string; name: string }[];
  channels: { key: string; name: string }[];
  /** Purposes that ask first and say that opens and clicks are noticed: what a letter tells of its reader needs one. */
  asking: { key: string; name: string }[];
  templates: { id: string; name: string }[];
};

export async function loadCampaigns() {
  const scope = await requireScope('emails:read');
  const [campaigns, templates, sender] = await Promise.all([listCampaigns(sql()), listTemplates(sql()), readSender(sql())]);
  return {
    campaigns,
    isReady: { sender: sender !== undefined, template: templates.some((t) => !t.archived) },
    mayWrite: scope.can('emails:write'),
  };
}

async function choices(): Promise<CampaignChoices> {
  const [segments, { purposes, channels }, templates, all] = await Promise.all([
    choosableSegments(sql()),
    readSuggestions(sql()),
    listTemplates(sql()),
    listPurposes(sql()),
  ]);
  const asking = all.filter((p) => p.mode === 'opt_in' && p.measuring && !p.archived).map(({ key, name }) => ({ key, name }));
  return { segments, purposes, channels, asking, templates: templates.filter((t) => !t.archived).map(({ id, name }) => ({ id, name })) };
}

export async function loadNewCampaign(): Promise<CampaignChoices> {
  await requireScope('emails:write');
  return choices();
}

/** One campaign, or the page "not found". */
export const loadCampaign = cache(async (id: string) => {
  const scope = await requireScope('emails:read');
  const campaign = isUuid(id) ? await readCampaign(sql(), id) : undefined;
  if (!campaign) notFound();
  const [all, sender] = await Promise.all([choices(), readSender(sql())]);
  return {
    campaign,
    choices: all,
    hasSender: sender !== undefined,
    mayWrite: scope.can('emails:write'),
    maySend: scope.can('emails:send'),
  };
});

export async function loadTemplates() {
  const scope = await requireScope('emails:read');
  return { templates: await listTemplates(sql()), mayWrite: scope.can('emails:write') };
}

export async function loadNewTemplate() {
  await requireScope('emails:write');
  return { traits: await knownTraits(sql()) };
}

/** One template, or the page "not found". */
export const loadTemplate = cache(async (id: string) => {
  const scope = await requireScope('emails:read');
  const template = isUuid(id) ? await readTemplate(sql(), id) : undefined;
  if (!template) notFound();
  return { template, traits: await knownTraits(sql()), mayWrite: scope.can('emails:write') };
});

export async function loadSender() {
  const scope = await requireScope('emails:read');
  return { sender: await readSenderForm(sql()), hasInstallation: installationServer() !== undefined, mayWrite: scope.can('emails:write') };
}

/** What a profile's page shows of e-mail: addresses that are not written to, and the last messages. Nothing for who may not see campaigns. */
export async function loadProfileEmails(profileId: string) {
  const scope = await currentScope();
  if (!scope?.can('profiles:read') || !isUuid(profileId)) return undefined;
  const [blocks, messages] = await Promise.all([blocksOf(sql(), profileId), messagesOf(sql(), profileId)]);
  return {
    blocks: blocks.map((b) => ({ ...b, address: b.address && maskIdentifier('email', b.address, scope.personalData) })),
    messages,
    mayLift: scope.can('emails:write'),
    mayOpen: scope.can('emails:read'),
  };
}
