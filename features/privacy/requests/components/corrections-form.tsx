'use client';

import { Button, Stack, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { readTyped, type TraitKind, traitKindOf } from '@/features/profiles/core/trait-input';
import { planCorrectionsAction, runRequestAction } from '../actions';
import { REASON_LENGTH } from '../constants';
import type { Correction } from '../types';
import { CorrectionLine, type Draft, type Known } from './correction-line';
import classes from './request.module.css';

type Props = { requestId: string; people: Known[]; planned: Correction[]; reason: string; mayWrite: boolean };

const draftOf = ({ profileId, trait, value }: Correction): Draft => ({ profileId, trait, kind: traitKindOf(value), text: String(value) });

/** What a rectification writes: traits with their new values and one reason. Saved first, then carried out. */
export function CorrectionsForm({ requestId, people, planned, reason: known, mayWrite }: Props) {
  const t = useTranslations('requests.correct');
  const words = useTranslations('requests.run');
  const blank: Draft = { profileId: people[0]?.id ?? '', trait: '', kind: 'string' as TraitKind, text: '' };
  const [drafts, setDrafts] = useState<Draft[]>(planned.length > 0 ? planned.map(draftOf) : [blank]);
  const [reason, setReason] = useState(known);
  const [checked, setChecked] = useState(false);
  const save = useAction(planCorrectionsAction, { success: t('saved') });
  const run = useAction(runRequestAction, { success: words('started') });
  const corrections = drafts.flatMap(({ profileId, trait, kind, text }) => {
    const value = readTyped(kind, text);
    return value === undefined || !trait.trim() ? [] : [{ profileId, trait: trait.trim(), value }];
  });
  const complete = corrections.length === drafts.length;
  const saved = planned.length > 0 && complete && reason.trim() === known && same(corrections, planned);
  const submit = () => {
    setChecked(true);
    if (complete) void save.run({ requestId, corrections, reason });
  };
  return (
    <section className={classes.panel} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p>{t('text')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (mayWrite && !save.pending) submit();
        }}
      >
        <Stack gap="md">
          <div className={classes.corrections}>
            {drafts.map((draft, n) => (
              <CorrectionLine
                // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
                key={n}
                n={n + 1}
                draft={draft}
                people={people}
                checked={checked}
                onChange={(next) => setDrafts(drafts.map((one, at) => (at === n ? next : one)))}
                onRemove={drafts.length > 1 ? () => setDrafts(drafts.filter((_, at) => at !== n)) : null}
              />
            ))}
          </div>
          <div>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => setDrafts([...drafts, blank])}
            >
              {t('add')}
            </Button>
          </div>
          <TextInput
            label={t('reason')}
            description={t('reasonText')}
            value={reason}
            maxLength={REASON_LENGTH}
            error={save.fieldError('reason')}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {mayWrite && (
            <Button.Group>
              <Button type="submit" variant={saved ? 'default' : 'filled'} disabled={saved} loading={save.pending}>
                {t('save')}
              </Button>
              <Button
                variant={saved ? 'filled' : 'default'}
                disabled={!saved}
                loading={run.pending}
                onClick={() => void run.run({ requestId, confirmation: null })}
              >
                {words('rectification')}
              </Button>
            </Button.Group>
          )}
        </Stack>
      </form>
    </section>
  );
}

const same = (some: readonly Correction[], others: readonly Correction[]): boolean =>
  some.length === others.length &&
  some.every(({ profileId, trait, value }, n) => {
    const other = others[n];
    return other?.profileId === profileId && other.trait === trait && other.value === value;
  });
