import { Alert, Button, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { requestTypes } from '../constants';

const faults = ['email', 'input', 'limit', 'mail', 'dead', 'wrong', 'closed'] as const;

/** What went wrong with the form before, as the address says it; nothing for anything unknown. */
export function FormFault({ fault }: { fault: unknown }) {
  const t = useTranslations('requests.public');
  const known = faults.find((one) => one === fault);
  if (!known) return null;
  return (
    <Alert role="alert" color="red" icon={<IconAlertCircle size={18} />} mb="md">
      {t(`fault.${known}`)}
    </Alert>
  );
}

/** What is asked for, by whom, and how to reach them. A plain form: it works without a script. */
export function PublicForm() {
  const t = useTranslations('requests.public');
  return (
    <form method="post" action="/privacy-request/send" aria-label={t('title')}>
      <Stack gap="md">
        <NativeSelect
          name="type"
          label={t('type')}
          data={requestTypes.map((value) => ({ value, label: t(`types.${value}`) }))}
          defaultValue="access"
        />
        <TextInput
          name="email"
          type="email"
          label={t('email')}
          description={t('emailText')}
          autoComplete="email"
          required
          withAsterisk={false}
          maxLength={254}
          dir="ltr"
        />
        <TextInput name="name" label={t('name')} autoComplete="name" maxLength={200} />
        <TextInput name="known" label={t('known')} maxLength={256} autoComplete="off" />
        <Textarea name="message" label={t('message')} maxLength={5000} rows={4} />
        <div>
          <Button type="submit">{t('send')}</Button>
        </div>
      </Stack>
    </form>
  );
}

/** Asks for the code of the e-mail. */
export function PublicCode({ id }: { id: string }) {
  const t = useTranslations('requests.public');
  return (
    <form method="post" action="/privacy-request/confirm" aria-label={t('codeTitle')}>
      <input type="hidden" name="r" value={id} />
      <Stack gap="md" maw="16rem">
        <TextInput
          name="code"
          label={t('code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          withAsterisk={false}
          maxLength={20}
          dir="ltr"
          size="md"
        />
        <div>
          <Button type="submit">{t('confirm')}</Button>
        </div>
      </Stack>
    </form>
  );
}
