'use client';

import { Alert, Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { verifyAction } from '../actions';
import { verifyFields } from '../schema';

type Field = (typeof verifyFields)[number];
type Answer = { field: Field; match: boolean };

/** The agent types what the caller says; the answer is match or no match, never what is stored. */
export function VerifyDialog({ profileId, onClose }: { profileId: string; onClose: () => void }) {
  const t = useTranslations('profiles.verify');
  const tCommon = useTranslations('common.action');
  const [field, setField] = useState<Field>('postcode');
  const [said, setSaid] = useState('');
  const [answer, setAnswer] = useState<Answer>();
  const verify = useAction(verifyAction, { onSuccess: ({ match }) => setAnswer({ field, match }) });
  const choose = (value: string | null) => {
    const next = verifyFields.find((name) => name === value);
    if (!next) return;
    setField(next);
    setSaid('');
    setAnswer(undefined);
  };
  return (
    <Modal opened onClose={onClose} title={t('title')} closeButtonProps={{ 'aria-label': tCommon('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setAnswer(undefined);
          void verify.run({ profileId, field, said });
        }}
      >
        <Select
          label={t('field')}
          data={verifyFields.map((value) => ({ value, label: t(`fields.${value}`) }))}
          value={field}
          onChange={choose}
          allowDeselect={false}
        />
        <TextInput
          mt="sm"
          label={t('said')}
          description={t('saidHelp')}
          value={said}
          onChange={(event) => setSaid(event.currentTarget.value)}
          error={verify.fieldError('said') && t('saidMissing')}
          autoComplete="off"
          maxLength={200}
          data-autofocus
        />
        <div aria-live="polite">
          {answer && (
            <Alert
              mt="sm"
              color={answer.match ? 'green' : 'red'}
              icon={answer.match ? <IconCheck size={18} /> : <IconX size={18} />}
              title={t(answer.match ? 'match' : 'noMatch')}
            >
              {t(answer.match ? 'matchText' : 'noMatchText', { field: t(`fields.${answer.field}`) })}
            </Alert>
          )}
        </div>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {tCommon('close')}
          </Button>
          <Button type="submit" loading={verify.pending}>
            {t('check')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
