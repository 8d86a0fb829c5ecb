'use client';

import { Alert, Button, Group, Stack } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Mono } from '@/components/mono';
import { Section } from '@/components/page-body';
import { SettingsFields } from '@/components/settings-form/settings-fields';
import { filledIn, type SettingsValues } from '@/components/settings-form/types';
import { useAction } from '@/components/use-action';
import { saveSettingsAction, testSettingsAction } from '../actions';
import type { TestAnswer } from '../data/test-settings';
import type { ConnectionView } from '../loaders';
import classes from './connections.module.css';
import { FailureAlert } from './failure-text';

/** The settings of a connector, tried before they are saved. */
export function ConnectionForm({ view }: { view: ConnectionView }) {
  const t = useTranslations('connectors.connection');
  const router = useRouter();
  const [values, setValues] = useState<SettingsValues>(view.settings.values);
  const [answer, setAnswer] = useState<TestAnswer>();
  const settings = filledIn(view.fields, values);
  const save = useAction(saveSettingsAction, {
    success: t('saved'),
    onSuccess: () => (view.hasSettings ? router.refresh() : router.push(`/sources/${view.id}?tab=mapping`)),
  });
  const test = useAction(testSettingsAction, { onSuccess: setAnswer });
  const fieldError = (path: string) => save.fieldError(path) ?? test.fieldError(path);
  const change = (next: SettingsValues) => {
    setAnswer(undefined);
    setValues(next);
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        test.reset();
        void save.run({ id: view.id, settings });
      }}
    >
      {view.address && (
        <Section title={t('address')} description={t('addressHelp')}>
          <Mono copy>{view.address}</Mono>
        </Section>
      )}
      <Section title={t('title')} description={t(`help.${view.kind as 'postgres'}`)}>
        <Stack gap="md">
          <SettingsFields fields={view.fields} values={values} set={view.settings.set} onChange={change} fieldError={fieldError} />
          <Outcome answer={answer} confirmed={values.hostKey} onConfirm={(hostKey) => change({ ...values, hostKey })} />
          <Group gap="xs">
            <Button type="submit" loading={save.pending}>
              {t('save')}
            </Button>
            {view.variant !== 'webhook' && (
              <Button
                variant="default"
                loading={test.pending}
                onClick={() => {
                  setAnswer(undefined);
                  save.reset();
                  void test.run({ id: view.id, settings });
                }}
              >
                {t('test')}
              </Button>
            )}
          </Group>
        </Stack>
      </Section>
    </form>
  );
}

type OutcomeProps = { answer: TestAnswer | undefined; confirmed: unknown; onConfirm: (hostKey: string) => void };

function Outcome({ answer, confirmed, onConfirm }: OutcomeProps) {
  const t = useTranslations('connectors.connection');
  if (!answer) return null;
  if (!answer.ok) return <FailureAlert failure={answer.failure} />;
  const { hostKey } = answer;
  if (hostKey && hostKey !== confirmed)
    return (
      <Alert variant="light" color="yellow" role="status" title={t('hostKey')}>
        <Stack gap="xs" align="flex-start">
          <Mono copy>{hostKey}</Mono>
          <span>{t('hostKeyHelp')}</span>
          <Button size="xs" variant="default" onClick={() => onConfirm(hostKey)}>
            {t('hostKeyUse')}
          </Button>
        </Stack>
      </Alert>
    );
  const known = ['version', 'database', 'user', 'files', 'newest'] as const;
  return (
    <Alert variant="light" color="green" role="status" title={t('works')}>
      {known.flatMap((name) => (answer.facts[name] ? [t(`facts.${name}`, { value: answer.facts[name] })] : [])).join(' · ')}
    </Alert>
  );
}
