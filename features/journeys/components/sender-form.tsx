'use client';

import { Button, NumberInput, PasswordInput, Select, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { saveSenderAction, testSenderAction } from '../actions';
import type { SenderForm as Stored } from '../data/sender';
import classes from './emails.module.css';
import { useTestAnswer } from './use-test-answer';

type Props = { sender: Stored | undefined; hasInstallation: boolean; mayWrite: boolean };
type Values = Omit<Stored, 'hasPassword' | 'hasDkimKey' | 'ratePerMinute'> & { ratePerMinute: string; password: string; dkimKey: string };

const securities = ['starttls', 'tls', 'none'] as const;

function initial(sender: Stored | undefined, hasInstallation: boolean): Values {
  const empty = { fromName: '', fromAddress: '', replyTo: '', bounceAddress: '', postalAddress: '', ratePerMinute: null };
  const server = {
    useInstallation: hasInstallation,
    host: '',
    port: 587,
    security: 'starttls' as const,
    user: '',
    dkimDomain: '',
    dkimSelector: '',
  };
  const { hasPassword: _, hasDkimKey: __, ...stored } = sender ?? { ...empty, ...server, hasPassword: false, hasDkimKey: false };
  return { ...stored, ratePerMinute: stored.ratePerMinute ? String(stored.ratePerMinute) : '', password: '', dkimKey: '' };
}

/** Who e-mails come from, and by which server they go. */
export function SenderForm({ sender, hasInstallation, mayWrite }: Props) {
  const t = useTranslations('emails.sender');
  const router = useRouter();
  const showAnswer = useTestAnswer();
  const [values, setValues] = useState(() => initial(sender, hasInstallation));
  const set = (change: Partial<Values>) => setValues((before) => ({ ...before, ...change }));
  const save = useAction(saveSenderAction, {
    success: t('saved'),
    onSuccess: () => {
      set({ password: '', dkimKey: '' });
      router.refresh();
    },
  });
  const test = useAction(testSenderAction, { onSuccess: showAnswer });
  const text = (key: 'fromName' | 'fromAddress' | 'replyTo' | 'bounceAddress' | 'host' | 'user' | 'dkimDomain' | 'dkimSelector') => ({
    value: values[key],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => set({ [key]: event.currentTarget.value }),
    error: save.fieldError(key),
    readOnly: !mayWrite,
    autoComplete: 'off',
  });
  const kept = (has: boolean | undefined) => (has ? t('kept') : undefined);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save.run(values);
      }}
    >
      <Stack gap="xl">
        {!mayWrite && <p className={classes.note}>{sender ? t('readOnly') : t('notSet')}</p>}
        <fieldset className={classes.group}>
          <legend>{t('from')}</legend>
          <Stack gap="md">
            <TextInput label={t('fromName')} maxLength={80} {...text('fromName')} />
            <TextInput label={t('fromAddress')} type="email" dir="ltr" {...text('fromAddress')} />
            <TextInput label={t('replyTo')} description={t('replyToHelp')} type="email" dir="ltr" {...text('replyTo')} />
            <Textarea
              label={t('postalAddress')}
              description={t('postalAddressHelp')}
              value={values.postalAddress}
              onChange={(event) => set({ postalAddress: event.currentTarget.value })}
              error={save.fieldError('postalAddress')}
              readOnly={!mayWrite}
              autosize
              minRows={2}
              maxLength={500}
            />
          </Stack>
        </fieldset>
        <fieldset className={classes.group}>
          <legend>{t('server')}</legend>
          <Stack gap="md">
            {(hasInstallation || values.useInstallation) && (
              <Switch
                label={t('useInstallation')}
                checked={values.useInstallation}
                disabled={!mayWrite}
                onChange={(event) => set({ useInstallation: event.currentTarget.checked })}
                error={save.fieldError('useInstallation')}
              />
            )}
            {!values.useInstallation && (
              <>
                <TextInput label={t('host')} dir="ltr" {...text('host')} />
                <NumberInput
                  label={t('port')}
                  value={values.port}
                  onChange={(value) => set({ port: Number(value) || 0 })}
                  error={save.fieldError('port')}
                  min={1}
                  max={65_535}
                  allowDecimal={false}
                  thousandSeparator={false}
                  hideControls
                  readOnly={!mayWrite}
                />
                <Select
                  label={t('security')}
                  allowDeselect={false}
                  value={values.security}
                  onChange={(value) => set({ security: securities.find((s) => s === value) ?? 'starttls' })}
                  data={securities.map((value) => ({ value, label: t(`securities.${value}`) }))}
                  readOnly={!mayWrite}
                />
                <TextInput label={t('user')} dir="ltr" {...text('user')} />
                {mayWrite && (
                  <PasswordInput
                    label={t('password')}
                    description={kept(sender?.hasPassword)}
                    dir="ltr"
                    value={values.password}
                    onChange={(event) => set({ password: event.currentTarget.value })}
                    error={save.fieldError('password')}
                    autoComplete="new-password"
                  />
                )}
              </>
            )}
            <TextInput
              label={t('rate')}
              description={t('rateHelp')}
              value={values.ratePerMinute}
              onChange={(event) => set({ ratePerMinute: event.currentTarget.value })}
              error={save.fieldError('ratePerMinute')}
              inputMode="numeric"
              maxLength={7}
              readOnly={!mayWrite}
            />
          </Stack>
        </fieldset>
        <fieldset className={classes.group}>
          <legend>{t('bounces')}</legend>
          <TextInput label={t('bounceAddress')} description={t('bounceAddressHelp')} type="email" dir="ltr" {...text('bounceAddress')} />
        </fieldset>
        <fieldset className={classes.group}>
          <legend>{t('signing')}</legend>
          <Stack gap="md">
            <TextInput label={t('dkimDomain')} description={t('dkimHelp')} dir="ltr" {...text('dkimDomain')} />
            {values.dkimDomain !== '' && (
              <>
                <TextInput label={t('dkimSelector')} dir="ltr" {...text('dkimSelector')} />
                {mayWrite && (
                  <Textarea
                    className={classes.source}
                    label={t('dkimKey')}
                    description={kept(sender?.hasDkimKey)}
                    dir="ltr"
                    value={values.dkimKey}
                    onChange={(event) => set({ dkimKey: event.currentTarget.value })}
                    error={save.fieldError('dkimKey')}
                    autosize
                    minRows={3}
                    spellCheck={false}
                    autoComplete="off"
                  />
                )}
              </>
            )}
          </Stack>
        </fieldset>
        {mayWrite && (
          <div className={classes.buttons}>
            <Button type="submit" loading={save.pending}>
              {t('save')}
            </Button>
            {sender && (
              <Button variant="default" loading={test.pending} onClick={() => void test.run({})}>
                {t('test')}
              </Button>
            )}
          </div>
        )}
      </Stack>
    </form>
  );
}
