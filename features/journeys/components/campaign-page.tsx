'use client';

import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { TextLink } from '@/components/link-button';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { useFormat } from '@/components/use-format';
import { StateBeside } from '@/features/segments/components/state-beside';
import { renewalOf } from '../core/renewal';
import type { CampaignChoices } from '../loaders';
import { campaignQuery } from '../queries';
import type { CampaignView } from '../types';
import { CampaignActions } from './campaign-actions';
import { CampaignFigures } from './campaign-figures';
import { CampaignForm } from './campaign-form';
import { CampaignStatus } from './campaign-status';
import classes from './emails.module.css';
import { MessageTable } from './message-table';

type Props = { campaign: CampaignView; choices: CampaignChoices; hasSender: boolean; mayWrite: boolean; maySend: boolean };

/** A campaign: a draft to be written and sent, or one on its way, live. */
export function CampaignPage({ campaign: initial, choices, hasSender, mayWrite, maySend }: Props) {
  const t = useTranslations('emails');
  const { data: polled, refetch } = useQuery(campaignQuery(initial.id, initial));
  // What the page was loaded with may be newer than what is kept: a draft that has just been saved.
  const campaign = initial.status === 'draft' && polled.status === 'draft' ? initial : polled;
  const isDraft = campaign.status === 'draft';
  return (
    <>
      <PageHeader
        title={campaign.name}
        crumbs={[{ label: t('title'), href: '/emails' }]}
        badge={<CampaignStatus status={campaign.status} />}
        action={
          <CampaignActions
            campaign={campaign}
            segment={choices.segments.find((segment) => segment.id === campaign.segmentId)}
            purposes={choices.purposes}
            hasSender={hasSender}
            mayWrite={mayWrite}
            maySend={maySend}
            onChanged={() => void refetch()}
          />
        }
      />
      <PageBody wide>
        {isDraft && mayWrite && <CampaignForm key={campaign.id} choices={choices} campaign={campaign} />}
        {(!isDraft || !mayWrite) && <CampaignParts campaign={campaign} choices={choices} />}
        {!isDraft && <Trouble campaign={campaign} />}
        {!isDraft && <Waiting campaign={campaign} />}
        {!isDraft && <CampaignFigures campaign={campaign} />}
        {!isDraft && (
          <MessageTable campaignId={campaign.id} measured={campaign.measuring !== null} renewal={renewalOf(campaign, new Date())} />
        )}
      </PageBody>
    </>
  );
}

/** What keeps it from going on, as long as it does. */
function Trouble({ campaign: { error, status } }: { campaign: CampaignView }) {
  const t = useTranslations('emails.campaign.trouble');
  if (!error || (status !== 'sending' && error !== 'segment')) return null;
  return (
    <Alert color="yellow" title={t('title')} mb="md" role="status">
      {t.has(error as 'connection') ? t(error as 'connection') : error}
    </Alert>
  );
}

function Waiting({ campaign: { status, startAt, figures } }: { campaign: CampaignView }) {
  const t = useTranslations('emails.campaign');
  const format = useFormat();
  if (status === 'scheduled') return <p className={classes.note}>{t('scheduledText', { time: format.dateTime(startAt) })}</p>;
  if (status === 'preparing') return <p className={classes.note}>{t('preparingText', { count: format.integer(figures.audience) })}</p>;
  return null;
}

function CampaignParts({ campaign, choices }: { campaign: CampaignView; choices: CampaignChoices }) {
  const t = useTranslations('emails');
  const format = useFormat();
  const nameOf = (list: { key: string; name: string }[], key: string) => list.find((each) => each.key === key)?.name ?? key;
  const { segmentId, segmentName, purpose, channel, templateId, templateName, templateVersion, ratePerMinute, measuring } = campaign;
  const measured = [...(measuring?.opens ? [t('measuring.opened')] : []), ...(measuring?.clicks ? [t('measuring.clicked')] : [])];
  const facts: [string, React.ReactNode][] = [
    [
      t('form.segment'),
      <TextLink key="segment" href={`/segments/${segmentId}`}>
        {segmentName ?? '–'} <StateBeside state={campaign.segmentState} />
      </TextLink>,
    ],
    [t('campaign.gate'), `${nameOf(choices.purposes, purpose)} · ${nameOf(choices.channels, channel)}`],
    [
      t('form.template'),
      <TextLink key="template" href={`/emails/templates/${templateId}`}>
        {templateVersion === null
          ? (templateName ?? '–')
          : t('campaign.templateVersion', { name: templateName ?? '–', version: templateVersion })}
      </TextLink>,
    ],
    [t('form.rate'), ratePerMinute === null ? t('campaign.noRate') : t('campaign.rate', { count: ratePerMinute })],
    [
      t('measuring.fact'),
      measuring
        ? t('measuring.with', { what: format.list(measured), purpose: nameOf(choices.purposes, measuring.purpose) })
        : t('measuring.nothing'),
    ],
    [t('campaign.by'), campaign.createdBy],
    ...(campaign.startedAt ? [[t('campaign.started'), format.dateTime(campaign.startedAt)] as [string, string]] : []),
    ...(campaign.finishedAt ? [[t('campaign.finished'), format.dateTime(campaign.finishedAt)] as [string, string]] : []),
  ];
  return (
    <dl className={classes.facts} aria-label={t('campaign.parts')}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
