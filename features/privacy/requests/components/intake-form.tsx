'use client';

import { Button, Checkbox, Group, NativeSelect, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { type AppLocale, localeNames, locales } from '@/lib/i18n/config';
import { registerRequestAction } from '../actions';
import { requestTypes } from '../constants';
import type { GivenIdentifier, RequestType } from '../types';
import { IdentifierFields } from './identifier-fields';
import classes from './request.module.css';

type Props = { identifiers: GivenIdentifier[]; name: string; contact: string; today: string; canSendMail: boolean };

/** What was asked, by whom, when. Goes to the request's own page, where the person is looked for. */
export function IntakeForm({ identifiers: known, name: knownName, contact: knownContact, today, canSendMail }: Props) {
  const t = useTranslations('requests');
  const format = useFormat();
  const router = useRouter();
  const [type, setType] = useState<RequestType>('access');
  const [identifiers, setIdentifiers] = useState<GivenIdentifier[]>(known.length > 0 ? known : [{ type: '', value: '' }]);
  const [name, setName] = useState(knownName);
  const [contact, setContact] = useState(knownContact);
  const [message, setMessage] = useState('');
  const [locale, setLocale] = useState<AppLocale>('en');
  const [receivedOn, setReceivedOn] = useState(today);
  const [identityAwaited, setAwaited] = useState(false);
  const [missing, setMissing] = useState(false);
  const save = useAction(registerRequestAction, {
    success: ({ number }) => t('intake.done', { number: format.integer(number) }),
    onSuccess: ({ id }) => router.push(`/requests/${id}`),
  });
  const submit = () => {
    const given = identifiers.filter((one) => one.value.trim() !== '');
    setMissing(given.length === 0 && !name.trim() && !contact.trim());
    if (given.length > 0 || name.trim() || contact.trim())
      void save.run({ type, identifiers: given, name, contact, message, locale, receivedOn, identityAwaited });
  };
  return (
    <form
      noValidate
      aria-label={t('intake.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.pending) submit();
      }}
    >
      <Stack gap="lg" maw="40rem">
        <Radio.Group
          label={t('intake.type')}
          value={type}
          onChange={(value) => setType(requestTypes.find((one) => one === value) ?? 'access')}
        >
          <div className={classes.choices}>
            {requestTypes.map((value) => (
              <Radio key={value} value={value} label={t(`type.${value}`)} description={t(`typeText.${value}`)} />
            ))}
          </div>
        </Radio.Group>
        <IdentifierFields
          identifiers={identifiers}
          onChange={setIdentifiers}
          error={missing ? t('intake.needOne') : save.fieldError('identifiers')}
        />
        <TextInput
          label={t('intake.name')}
          value={name}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('intake.contact')}
          description={canSendMail ? t('intake.contactText') : t('intake.contactNoMail')}
          type="email"
          dir="ltr"
          autoComplete="off"
          value={contact}
          maxLength={254}
          error={save.fieldError('contact')}
          onChange={(event) => setContact(event.currentTarget.value)}
        />
        <Group grow align="start">
          <TextInput
            type="date"
            label={t('intake.receivedOn')}
            description={t('intake.receivedText')}
            value={receivedOn}
            max={today}
            error={save.fieldError('receivedOn')}
            onChange={(event) => setReceivedOn(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('intake.locale')}
            description={t('intake.localeText')}
            value={locale}
            onChange={(event) => setLocale(locales.find((one) => one === event.currentTarget.value) ?? 'en')}
            data={locales.map((value) => ({ value, label: localeNames[value] }))}
          />
        </Group>
        <Textarea
          label={t('intake.message')}
          value={message}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={5000}
          onChange={(event) => setMessage(event.currentTarget.value)}
        />
        <Checkbox
          label={t('intake.awaited')}
          description={t('intake.awaitedText')}
          checked={identityAwaited}
          onChange={(event) => setAwaited(event.currentTarget.checked)}
        />
        <div>
          <Button type="submit" loading={save.pending}>
            {t('intake.submit')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
