'use client';

import { Button, Select, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo, useRef, useState } from 'react';
import { useAction } from '@/components/use-action';
import { useUnsavedGuard } from '@/features/segments/components/use-unsaved-guard';
import { isLocale, localeNames, locales } from '@/lib/i18n/config';
import { saveTemplateAction } from '../actions';
import { htmlToText } from '../core/html-to-text';
import { starterHtml } from '../core/starter';
import type { Template, TemplateContent } from '../types';
import classes from './emails.module.css';
import { insertAt } from './insert-at';
import type { Picked } from './person-picker';
import { TemplatePreview } from './template-preview';
import { TestMailButton } from './test-mail-button';
import { VariableMenu } from './variable-menu';

/** A template being written, with its preview beside it. */
export function TemplateForm({ template, traits, mayWrite }: { template?: Template; traits: string[]; mayWrite: boolean }) {
  const t = useTranslations('emails.editor');
  const locale = useLocale();
  const router = useRouter();
  const [name, setName] = useState(template?.name ?? '');
  const [content, setContent] = useState<TemplateContent>(() =>
    template
      ? { locale: template.locale, subject: template.subject, preheader: template.preheader, html: template.html, text: template.text }
      : {
          locale: isLocale(locale) ? locale : 'en',
          subject: '',
          preheader: '',
          html: starterHtml({ hello: t('starterHello'), name: t('starterName'), text: t('starterText'), button: t('starterButton') }),
          text: null,
        },
  );
  const [saved, setSaved] = useState(() => JSON.stringify([name, content]));
  const [person, setPerson] = useState<Picked | null>(null);
  const fields = {
    subject: useRef<HTMLInputElement>(null),
    html: useRef<HTMLTextAreaElement>(null),
    text: useRef<HTMLTextAreaElement>(null),
  };
  const [last, setLast] = useState<keyof typeof fields>('html');
  const now = useMemo(() => JSON.stringify([name, content]), [name, content]);
  const unsaved = mayWrite && now !== saved;
  useUnsavedGuard(unsaved, t('leave'));
  const set = (change: Partial<TemplateContent>) => setContent((before) => ({ ...before, ...change }));
  const save = useAction(saveTemplateAction, {
    success: ({ version }) => t('saved', { version }),
    onSuccess: ({ id }) => {
      setSaved(now);
      if (template) router.refresh();
      else router.push(`/emails/templates/${id}`);
    },
  });
  const insert = (text: string) => {
    const field = fields[last].current;
    if (field) set({ [last]: insertAt(field, text) });
  };
  return (
    <div className={classes.editor}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save.run({ ...(template ? { id: template.id } : {}), name, ...content });
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('name')}
            value={name}
            onChange={(e) => setName(e.currentTarget.value)}
            error={save.fieldError('name')}
            maxLength={80}
            readOnly={!mayWrite}
            autoComplete="off"
          />
          <Select
            label={t('locale')}
            description={t('localeHelp')}
            allowDeselect={false}
            readOnly={!mayWrite}
            value={content.locale}
            onChange={(value) => isLocale(value) && set({ locale: value })}
            data={locales.map((value) => ({ value, label: localeNames[value] }))}
          />
          <TextInput
            ref={fields.subject}
            label={t('subject')}
            value={content.subject}
            onFocus={() => setLast('subject')}
            onChange={(e) => set({ subject: e.currentTarget.value })}
            error={save.fieldError('subject')}
            maxLength={300}
            readOnly={!mayWrite}
            autoComplete="off"
          />
          <TextInput
            label={t('preheader')}
            description={t('preheaderHelp')}
            value={content.preheader}
            onChange={(e) => set({ preheader: e.currentTarget.value })}
            error={save.fieldError('preheader')}
            maxLength={300}
            readOnly={!mayWrite}
            autoComplete="off"
          />
          {mayWrite && (
            <div className={classes.buttons}>
              <VariableMenu traits={traits} onPick={insert} />
            </div>
          )}
          <Textarea
            ref={fields.html}
            className={classes.source}
            label={t('html')}
            description={t('htmlHelp')}
            dir="ltr"
            spellCheck={false}
            autosize
            minRows={14}
            maxRows={32}
            value={content.html}
            onFocus={() => setLast('html')}
            onChange={(e) => set({ html: e.currentTarget.value })}
            error={save.fieldError('html')}
            readOnly={!mayWrite}
          />
          <Switch
            label={t('ownText')}
            description={t('ownTextHelp')}
            checked={content.text !== null}
            disabled={!mayWrite}
            onChange={(e) => set({ text: e.currentTarget.checked ? htmlToText(content.html) : null })}
          />
          {content.text !== null && (
            <Textarea
              ref={fields.text}
              className={classes.source}
              label={t('text')}
              autosize
              minRows={8}
              maxRows={24}
              value={content.text}
              onFocus={() => setLast('text')}
              onChange={(e) => set({ text: e.currentTarget.value })}
              error={save.fieldError('text')}
              readOnly={!mayWrite}
            />
          )}
          {mayWrite && (
            <div className={classes.buttons}>
              <Button type="submit" loading={save.pending}>
                {t('save')}
              </Button>
              <TestMailButton content={content} profileId={person?.id ?? null} />
              {unsaved && <span className={classes.quiet}>{t('unsaved')}</span>}
            </div>
          )}
        </Stack>
      </form>
      <TemplatePreview content={content} person={person} onPerson={setPerson} />
    </div>
  );
}
