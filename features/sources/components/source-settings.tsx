'use client';

import { Button, NumberInput, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmButton } from '@/components/confirm-button';
import { Section } from '@/components/page-body';
import { useAction } from '@/components/use-action';
import { deleteSourceAction, renameSourceAction, setRateLimitAction, setSourceEnabledAction } from '../actions';
import type { Source } from '../data/read-source';
import classes from './sources.module.css';

/** Name, rate limit, receiving, deletion. */
export function SourceSettings({ source }: { source: Source }) {
  return (
    <div className={`${classes.stack} ${classes.narrow}`}>
      <RenameForm source={source} />
      {(source.kind === 'sdk' || source.kind === 'webhook') && <RateLimitForm source={source} />}
      {source.kind !== 'file' && <Receiving source={source} />}
      <Deletion source={source} />
    </div>
  );
}

function RenameForm({ source }: { source: Source }) {
  const t = useTranslations('sources.settings');
  const router = useRouter();
  const [name, setName] = useState(source.name);
  const rename = useAction(renameSourceAction, { success: t('renamed'), onSuccess: () => router.refresh() });
  return (
    <Section title={t('name')}>
      <form
        className={classes.row}
        onSubmit={(event) => {
          event.preventDefault();
          void rename.run({ id: source.id, name });
        }}
      >
        <TextInput
          className={classes.search}
          aria-label={t('name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={rename.fieldError('name')}
          maxLength={80}
        />
        <Button type="submit" variant="default" loading={rename.pending}>
          {t('rename')}
        </Button>
      </form>
    </Section>
  );
}

function RateLimitForm({ source }: { source: Source }) {
  const t = useTranslations('sources.settings');
  const common = useTranslations('common.action');
  const router = useRouter();
  const [limit, setLimit] = useState<number | ''>(source.rateLimitPerSecond ?? '');
  const save = useAction(setRateLimitAction, { success: t('limitSet'), onSuccess: () => router.refresh() });
  return (
    <Section title={t('limit')} description={t('limitHelp')}>
      <form
        className={classes.row}
        onSubmit={(event) => {
          event.preventDefault();
          void save.run({ id: source.id, perSecond: limit === '' ? null : limit });
        }}
      >
        <NumberInput
          aria-label={t('perSecond')}
          value={limit}
          onChange={(value) => setLimit(typeof value === 'number' ? value : '')}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          error={save.fieldError('perSecond')}
        />
        <Button type="submit" variant="default" loading={save.pending}>
          {common('save')}
        </Button>
      </form>
    </Section>
  );
}

function Receiving({ source }: { source: Source }) {
  const t = useTranslations('sources.settings');
  const router = useRouter();
  const enabled = source.status === 'enabled';
  const change = async (next: boolean) => {
    await setSourceEnabledAction({ id: source.id, enabled: next });
    router.refresh();
  };
  const toggle = useAction(setSourceEnabledAction, {
    success: t(enabled ? 'disabled' : 'enabled', { name: source.name }),
    undo: () => change(enabled),
    onSuccess: () => router.refresh(),
  });
  return (
    <Section title={t('state')} description={t(enabled ? 'disableText' : 'enableText')}>
      <Button variant="default" loading={toggle.pending} onClick={() => void toggle.run({ id: source.id, enabled: !enabled })}>
        {t(enabled ? 'disable' : 'enable')}
      </Button>
    </Section>
  );
}

function Deletion({ source }: { source: Source }) {
  const t = useTranslations('sources.settings');
  const router = useRouter();
  const remove = useAction(deleteSourceAction, { success: t('deleted', { name: source.name }), onSuccess: () => router.push('/sources') });
  return (
    <Section title={t('delete')} description={t('deleteText')}>
      <ConfirmButton
        title={t('deleteTitle', { name: source.name })}
        consequence={t('deleteText')}
        verb={t('delete')}
        typed={source.name}
        onConfirm={async () => (await remove.run({ id: source.id, typedName: source.name })) !== undefined}
      >
        {t('delete')}
      </ConfirmButton>
    </Section>
  );
}
