'use client';

import { Button, Textarea, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { useToast } from '@/components/use-toast';
import form from '../../components/segment-form.module.css';
import { useUnsavedGuard } from '../../components/use-unsaved-guard';
import { useWords } from '../../components/use-words';
import { SuggestionsProvider } from '../../conditions/controls/suggestions-context';
import type { Suggestions } from '../../data/suggestions';
import { createComputedTraitAction, updateComputedTraitAction } from '../actions';
import { definitionText } from '../core/definition-text';
import { definitionOf, type MeasureDraft, newMeasure } from '../core/draft';
import { computedNameSchema } from '../schema';
import type { TraitView } from '../types';
import classes from './computed.module.css';
import { MeasureEditor } from './measure-editor';
import { ValuesPanel } from './values-panel';

/** A new computed trait, or a change of one; what it gives for ten people is shown while it is being made. */
export function TraitForm({ suggestions, trait }: { suggestions: Suggestions; trait: TraitView | undefined }) {
  const t = useTranslations('computed');
  const router = useRouter();
  const toast = useToast();
  const words = useWords(suggestions);
  const [name, setName] = useState(trait?.name ?? '');
  const [description, setDescription] = useState(trait?.description ?? '');
  const [draft, setDraft] = useState<MeasureDraft>((trait?.definition as MeasureDraft | null | undefined) ?? newMeasure);
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState(false);
  const definition = definitionOf(draft);
  const first = useState(() => JSON.stringify([trait?.name ?? '', trait?.description ?? '', trait?.definition ?? newMeasure]))[0];
  useUnsavedGuard(!saved && JSON.stringify([name, description, draft]) !== first, t('form.leave'));
  const leave = (done: { name: string }) => {
    setSaved(true);
    router.push(`/computed-traits/${done.name}`);
  };
  const create = useAction(createComputedTraitAction, { onSuccess: leave, success: t('form.created') });
  const update = useAction(updateComputedTraitAction, { onSuccess: leave, success: t('form.saved') });
  // By its planner, a definition can be refused as a rule is.
  const refused = [create, update].map((each) => each.fieldError('definition') ?? each.fieldError('rule')).find(Boolean);
  const goodName = computedNameSchema.safeParse(name).success;
  const save = () => {
    setTried(true);
    if (!goodName) return;
    if (!definition) return toast.failed(t('form.incomplete'));
    if (trait) void update.run({ name, version: trait.version, description, definition });
    else void create.run({ name, description, definition });
  };
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className={form.main}>
        <div className={form.fields}>
          <TextInput
            label={t('form.name')}
            description={t('form.nameHelp')}
            placeholder="orders_30d"
            value={name}
            maxLength={60}
            disabled={trait !== undefined}
            error={tried && !goodName ? t('form.nameWrong') : create.fieldError('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label={t('form.description')}
            autosize
            minRows={1}
            maxRows={4}
            maxLength={2000}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
        </div>
        <h2 className={classes.heading}>{t('form.definition')}</h2>
        <SuggestionsProvider value={suggestions}>
          <MeasureEditor draft={draft} onChange={setDraft} />
        </SuggestionsProvider>
        <p className={form.sentence}>
          {definition ? definitionText(definition, words, t as unknown as typeof words.t) : t('form.unfinished')}
        </p>
        <p className={form.missing}>{t('form.missing')}</p>
        {refused && (
          <p className={form.cost} role="alert">
            {refused}
          </p>
        )}
        <div className={form.buttons}>
          <Button type="submit" loading={create.pending || update.pending}>
            {trait ? t('form.save') : t('form.create')}
          </Button>
        </div>
      </div>
      <ValuesPanel definition={definition} />
    </form>
  );
}
