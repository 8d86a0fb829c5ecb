'use client';

import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LinkButton } from '@/components/link-button';
import { SettingsFields } from '@/components/settings-form/settings-fields';
import { filledIn, type SettingsValues } from '@/components/settings-form/types';
import { useAction } from '@/components/use-action';
import { createDestinationAction, updateDestinationAction } from '../actions';
import type { GateChoices, KindView } from '../loaders';
import type { DestinationView } from '../types';
import classes from './activation.module.css';

type Props = {
  kinds: KindView[];
  choices: GateChoices;
  destination?: DestinationView;
  settings?: { values: Record<string, unknown>; set: string[] };
};

const options = (list: { key: string; name: string }[]) => list.map(({ key, name }) => ({ value: key, label: name }));

/** A new destination, or the settings of one: the fields come from the kind's own description. */
export function DestinationForm({ kinds, choices, destination, settings = { values: {}, set: [] } }: Props) {
  const t = useTranslations('destinations.form');
  const texts = useTranslations('destinations.kindTexts');
  const kindText = (id: string) => (texts.has(id as 'webhook') ? texts(id as 'webhook') : undefined);
  const common = useTranslations('common.action');
  const router = useRouter();
  const [name, setName] = useState(destination?.name ?? '');
  const [kindId, setKindId] = useState(destination?.kind ?? kinds[0]?.id ?? '');
  const [purpose, setPurpose] = useState(destination?.purpose ?? '');
  const [channel, setChannel] = useState(destination?.channel ?? '');
  const [values, setValues] = useState<SettingsValues>(settings.values as SettingsValues);
  const kind = kinds.find((each) => each.id === kindId);
  const create = useAction(createDestinationAction, {
    success: t('created', { name }),
    onSuccess: ({ id }) => router.push(`/destinations/${id}`),
  });
  const update = useAction(updateDestinationAction, { success: t('saved'), onSuccess: () => router.refresh() });
  const { pending, fieldError } = destination ? update : create;
  const submit = () => {
    if (destination) void update.run({ id: destination.id, name, purpose, channel, settings: filledIn(kind?.fields ?? [], values) });
    else void create.run({ name, kind: kindId, purpose, channel, settings: filledIn(kind?.fields ?? [], values) });
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('name')}
          description={t('nameHelp')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError('name')}
          maxLength={80}
          autoComplete="off"
        />
        {kinds.length > 1 && !destination && (
          <Select
            label={t('kind')}
            description={kindText(kindId)}
            allowDeselect={false}
            value={kindId}
            onChange={(value) => setKindId(value ?? kindId)}
            data={kinds.map((each) => ({ value: each.id, label: each.name }))}
          />
        )}
        <SettingsFields fields={kind?.fields ?? []} values={values} set={settings.set} onChange={setValues} fieldError={fieldError} />
        <Select
          label={t('purpose')}
          description={t('purposeHelp')}
          value={purpose || null}
          onChange={(value) => setPurpose(value ?? '')}
          data={options(choices.purposes)}
          error={fieldError('purpose')}
        />
        <Select
          label={t('channel')}
          description={t('channelHelp')}
          value={channel || null}
          onChange={(value) => setChannel(value ?? '')}
          data={options(choices.channels)}
          error={fieldError('channel')}
        />
        <Group justify="flex-end" gap="xs">
          {!destination && (
            <LinkButton href="/destinations" variant="default">
              {common('cancel')}
            </LinkButton>
          )}
          <Button type="submit" loading={pending}>
            {destination ? t('save') : t('create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
