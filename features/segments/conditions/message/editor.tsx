'use client';

import { NativeSelect, Select, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { DurationInput } from '../controls/duration-input';
import classes from '../controls/editor.module.css';
import { Place, useMarks } from '../controls/place';
import { useSuggestions } from '../controls/suggestions-context';
import { WindowInput } from '../event/window-input';
import { type MessageDraft, withHappening } from './draft';
import { type Interaction, interactions } from './schema';

type Props = { draft: MessageDraft; onChange: (draft: object) => void };

/** What happened with the e-mails of a campaign, or of any, and when. */
export function MessageEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const { campaigns } = useSuggestions();
  const mark = useMarks();
  const { op = 'did', interaction = 'sent' } = draft;
  return (
    <>
      <NativeSelect
        aria-label={t('message.interaction')}
        className={classes.op}
        value={`${op}:${interaction}`}
        onChange={(event) => {
          const [not, happened] = event.currentTarget.value.split(':');
          onChange(withHappening(draft, not === 'did_not' ? 'did_not' : 'did', happened as Interaction));
        }}
        data={interactions.flatMap((i) =>
          (['did', 'did_not'] as const).map((not) => ({ value: `${not}:${i}`, label: t(`message.${not}.${i}`) })),
        )}
      />
      {interaction === 'clicked' && (
        <TextInput
          {...mark('link')}
          aria-label={t('message.link')}
          placeholder={t('message.anyLink')}
          className={classes.name}
          dir="ltr"
          maxLength={1_000}
          value={draft.link ?? ''}
          onChange={(event) => onChange({ ...draft, link: event.currentTarget.value || undefined })}
        />
      )}
      {interaction === 'converted' && (
        <Place at="within">
          <DurationInput label={t('message.within')} value={draft.within} onChange={(within) => onChange({ ...draft, within })} />
        </Place>
      )}
      <Select
        aria-label={t('message.campaign')}
        placeholder={t('message.anyCampaign')}
        className={classes.name}
        searchable
        clearable
        value={draft.campaignId ?? null}
        onChange={(campaignId) => onChange({ ...draft, campaignId: campaignId ?? undefined })}
        data={campaigns.map((c) => ({ value: c.id, label: c.name }))}
      />
      <WindowInput offers="fixed" value={draft.window} onChange={(window) => onChange({ ...draft, window })} />
      <Note op={op} interaction={interaction} />
    </>
  );
}

/** What is to be known before one relies on it. */
function Note({ op, interaction }: { op: 'did' | 'did_not'; interaction: Interaction }) {
  const t = useTranslations('segments.message');
  const measured = interaction === 'opened' || interaction === 'clicked';
  return (
    <span className={classes.note}>
      {measured ? t(interaction === 'opened' ? 'noteOpened' : 'noteClicked') : t('note')}
      {measured && op === 'did_not' && ` ${t('noteNot')}`}
    </span>
  );
}
