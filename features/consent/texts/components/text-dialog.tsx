'use client';

import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { directionOf, localeNames, locales } from '@/lib/i18n/config';
import type { Names } from '../../loaders';
import { saveTextAction } from '../actions';
import type { ConsentText } from '../types';
import classes from './texts.module.css';

type Props = { purpose: Names[number]; channel: Names[number]; versions: ConsentText[]; mayWrite: boolean; onClose: () => void };

/** The wordings of one purpose on one channel: the current one to change, and the earlier ones as they were. */
export function TextDialog({ purpose, channel, versions, mayWrite, onClose }: Props) {
  const t = useTranslations('consent.wordings');
  const common = useTranslations('common.action');
  const router = useRouter();
  const format = useFormat();
  const [current, ...earlier] = versions;
  const [texts, setTexts] = useState<Record<string, string>>(current?.texts ?? {});
  const save = useAction(saveTextAction, {
    success: ({ version }) => t('saved', { version }),
    onSuccess: () => {
      router.refresh();
      onClose();
    },
  });
  const submit = () => void save.run({ purpose: purpose.key, channel: channel.key, texts });
  const title = t('dialogTitle', { purpose: purpose.name, channel: channel.name });
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': common('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {current ? t(current.usedAt ? 'willBeNew' : 'notShownYet', { version: current.version }) : t('first')}
          </Text>
          {locales.map((locale) => (
            <Textarea
              key={locale}
              label={localeNames[locale]}
              lang={locale}
              dir={directionOf(locale)}
              value={texts[locale] ?? ''}
              onChange={(event) => setTexts({ ...texts, [locale]: event.currentTarget.value })}
              error={save.fieldError(`texts.${locale}`)}
              readOnly={!mayWrite}
              autosize
              minRows={2}
              maxLength={2000}
            />
          ))}
          {mayWrite && (
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                {common('cancel')}
              </Button>
              <Button type="submit" loading={save.pending}>
                {common('save')}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
      {earlier.length > 0 && (
        <section aria-label={t('earlier')}>
          <h3 className={classes.heading}>{t('earlier')}</h3>
          <ol className={classes.versions}>
            {earlier.map((version) => (
              <li key={version.version} className={classes.version}>
                <span className={classes.meta}>
                  {t('versionOf', { version: version.version, date: format.dateTime(version.createdAt) })}
                </span>
                {Object.entries(version.texts).map(([locale, text]) => (
                  <p key={locale} lang={locale} dir={directionOf(locale)}>
                    {text}
                  </p>
                ))}
              </li>
            ))}
          </ol>
        </section>
      )}
    </Modal>
  );
}
