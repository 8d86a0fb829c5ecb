'use client';

import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LinkButton } from '@/components/link-button';
import { useAction } from '@/components/use-action';
import { SegmentSelect } from '@/features/segments/components/segment-select';
import { saveCampaignAction } from '../actions';
import type { CampaignChoices } from '../loaders';
import type { CampaignView, Measuring } from '../types';
import { AudiencePanel } from './audience-panel';
import classes from './emails.module.css';
import { MeasuringFields } from './measuring-fields';

const named = (list: { key: string; name: string }[]) => list.map(({ key, name }) => ({ value: key, label: name }));
const byId = (list: { id: string; name: string }[]) => list.map(({ id, name }) => ({ value: id, label: name }));
const preferred = (list: { key: string }[], key: string): string => list.find((each) => each.key === key)?.key ?? '';

/** A new campaign, or a draft being changed, with who would get it. */
export function CampaignForm({
  choices,
  campaign,
  segmentId: given = '',
}: {
  choices: CampaignChoices;
  campaign?: CampaignView;
  segmentId?: string;
}) {
  const t = useTranslations('emails.form');
  const common = useTranslations('common.action');
  const router = useRouter();
  const [name, setName] = useState(campaign?.name ?? '');
  const [segmentId, setSegment] = useState(campaign?.segmentId ?? given);
  const [purpose, setPurpose] = useState(campaign?.purpose ?? preferred(choices.purposes, 'marketing'));
  const [channel, setChannel] = useState(campaign?.channel ?? preferred(choices.channels, 'email'));
  const [templateId, setTemplate] = useState(
    campaign?.templateId ?? (choices.templates.length === 1 ? (choices.templates[0]?.id ?? '') : ''),
  );
  const [measuring, setMeasuring] = useState<Measuring>(campaign?.measuring ?? { opens: false, clicks: false, purpose: '' });
  const [rate, setRate] = useState(campaign?.ratePerMinute ? String(campaign.ratePerMinute) : '');
  const isMeasuring = measuring.opens || measuring.clicks;
  const save = useAction(saveCampaignAction, {
    success: campaign ? t('saved') : t('created'),
    onSuccess: ({ id }) => (campaign ? router.refresh() : router.push(`/emails/${id}`)),
  });
  return (
    <div className={classes.columns}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save.run({
            ...(campaign ? { id: campaign.id } : {}),
            ...{ name, segmentId, purpose, channel, templateId, ratePerMinute: rate },
            measuring: isMeasuring ? measuring : null,
          });
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('name')}
            description={t('nameHelp')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={save.fieldError('name')}
            maxLength={80}
            autoComplete="off"
          />
          <SegmentSelect
            label={t('segment')}
            segments={choices.segments}
            value={segmentId}
            onChange={setSegment}
            error={save.fieldError('segmentId')}
          />
          <Select
            label={t('purpose')}
            description={t('purposeHelp')}
            value={purpose || null}
            onChange={(value) => setPurpose(value ?? '')}
            data={named(choices.purposes)}
            error={save.fieldError('purpose')}
          />
          <Select
            label={t('channel')}
            value={channel || null}
            onChange={(value) => setChannel(value ?? '')}
            data={named(choices.channels)}
            error={save.fieldError('channel')}
          />
          <Select
            label={t('template')}
            value={templateId || null}
            onChange={(value) => setTemplate(value ?? '')}
            data={byId(choices.templates)}
            error={save.fieldError('templateId')}
            searchable
          />
          <TextInput
            label={t('rate')}
            description={t('rateHelp')}
            value={rate}
            onChange={(event) => setRate(event.currentTarget.value)}
            error={save.fieldError('ratePerMinute')}
            inputMode="numeric"
            maxLength={7}
          />
          <MeasuringFields
            value={measuring}
            purposes={choices.asking}
            onChange={setMeasuring}
            error={save.fieldError('measuring.purpose')}
          />
          <Group gap="xs">
            <Button type="submit" variant={campaign ? 'default' : 'filled'} loading={save.pending}>
              {campaign ? t('save') : t('create')}
            </Button>
            {!campaign && (
              <LinkButton href="/emails" variant="default">
                {common('cancel')}
              </LinkButton>
            )}
          </Group>
        </Stack>
      </form>
      <AudiencePanel
        ask={{ segmentId, purpose, channel, ...(isMeasuring && measuring.purpose ? { measurePurpose: measuring.purpose } : {}) }}
      />
    </div>
  );
}
