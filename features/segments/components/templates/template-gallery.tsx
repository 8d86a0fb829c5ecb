'use client';

import { Button, Modal, NativeSelect, Skeleton, TextInput } from '@mantine/core';
import { IconArrowLeft, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useRef, useState } from 'react';
import { ErrorState } from '@/components/error-state';
import type { Words } from '../../conditions/words';
import type { OfferedTemplate } from '../../data/list-templates';
import { templatesQuery } from '../../queries';
import type { RuleNode } from '../../schema';
import { type Industry, industries } from '../../templates/types';
import classes from './template-gallery.module.css';
import { TemplatePage } from './template-page';

export type ChosenTemplate = { name: string; text: string; rule: RuleNode };
type Props = { words: Words; onChoose: (chosen: ChosenTemplate) => void; onClose: () => void };

/** The common segments of each field: found by typing, chosen with arrow keys and Enter, seen on the data here before they are used. */
export function TemplateGallery({ words, onChoose, onClose }: Props) {
  const t = useTranslations('segments.templates');
  const { data, isPending, isError, error, refetch } = useQuery(templatesQuery());
  const [asked, setAsked] = useState('');
  const [industry, setIndustry] = useState<Industry | ''>('');
  const [open, setOpen] = useState<OfferedTemplate>();
  const found = (data?.data ?? []).filter(
    (template) =>
      (industry === '' || template.industry === industry) &&
      `${template.name} ${template.text} ${t(`industries.${template.industry}`)}`.toLowerCase().includes(asked.trim().toLowerCase()),
  );
  return (
    <Modal opened onClose={onClose} title={t('title')} size="xl">
      {open ? (
        <>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconArrowLeft size={14} className={classes.directed} />}
            onClick={() => setOpen(undefined)}
          >
            {t('back')}
          </Button>
          <TemplatePage template={open} words={words} onChoose={onChoose} />
        </>
      ) : (
        <>
          <div className={classes.filters}>
            <TextInput
              data-autofocus
              className={classes.search ?? ''}
              leftSection={<IconSearch size={16} />}
              placeholder={t('search')}
              aria-label={t('search')}
              value={asked}
              onChange={(event) => setAsked(event.currentTarget.value)}
            />
            <NativeSelect
              aria-label={t('industry')}
              value={industry}
              onChange={(event) => setIndustry(event.currentTarget.value as Industry | '')}
              data={[{ value: '', label: t('industries.all') }, ...industries.map((i) => ({ value: i, label: t(`industries.${i}`) }))]}
            />
          </div>
          {isPending && <Skeleton height={240} radius="md" />}
          {isError && <ErrorState error={error} onRetry={() => void refetch()} />}
          {data && found.length === 0 && <p role="status">{t('none')}</p>}
          <TemplateList found={found} onOpen={setOpen} />
        </>
      )}
    </Modal>
  );
}

function TemplateList({ found, onOpen }: { found: readonly OfferedTemplate[]; onOpen: (template: OfferedTemplate) => void }) {
  const t = useTranslations('segments.templates');
  const root = useRef<HTMLDivElement>(null);
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const all = [...(root.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const next = all[all.indexOf(document.activeElement as HTMLElement) + step];
    event.preventDefault();
    next?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys of the buttons inside
    <div ref={root} onKeyDown={onKey}>
      {industries.map((industry) => {
        const own = found.filter((template) => template.industry === industry);
        if (own.length === 0) return null;
        return (
          <section key={industry} aria-label={t(`industries.${industry}`)}>
            <h3 className={classes.industry}>{t(`industries.${industry}`)}</h3>
            <ul className={classes.list}>
              {own.map((template) => {
                const missing = template.needs.filter((need) => !need.here).length;
                return (
                  <li key={template.id}>
                    <button type="button" className={classes.card} onClick={() => onOpen(template)}>
                      <span className={classes.name}>{template.name}</span>
                      <span className={classes.text}>{template.text}</span>
                      <span className={classes.state} data-ready={missing === 0 || undefined}>
                        {missing === 0 ? t('ready') : t('missingMany', { count: missing })}
                      </span>
                    </button>
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
