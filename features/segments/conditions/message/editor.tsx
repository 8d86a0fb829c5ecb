'use client';

import { NativeSelect, Select, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { DurationInput } from '../controls/duration-input';
import classes from '../controls/editor.module.css';
import { GoneNote } from '../controls/gone-note';
import { Place, useMarks } from '../controls/place';
import { useSuggestions } from '../controls/suggestions-context';
import { WindowInput } from '../event/window-input';
import { type MessageDraft, withHappening } from './draft';
import { type Interaction, interactions } from './schema';

type Props = { draft: MessageDraft; onChange: (draft: object) => void };

/** What happened with the e-mails of a campaign, or of any, and when. */
export function MessageEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
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
          maxLength={500}
          value={draft.link ?? ''}
          onChange={(event) => onChange({ ...draft, link: event.currentTarget.value || undefined })}
        />
      )}
      {interaction === 'converted' && (
        <Place at="within">
          <DurationInput label={t('message.within')} value={draft.within} onChange={(within) => onChange({ ...draft, within })} />
        </Place>
      )}
      <CampaignSelect draft={draft} onChange={onChange} />
      <WindowInput offers="fixed" value={draft.window} onChange={(window) => onChange({ ...draft, window })} />
      <Note op={op} interaction={interaction} />
    </>
  );
}

/** The campaigns of which it is known: of opens and clicks those that measure them. */
function CampaignSelect({ draft, onChange }: Props) {
  const t = useTranslations('segments.message');
  const { campaigns } = useSuggestions();
  const mark = useMarks();
  const asked = draft.interaction === 'opened' ? 'opens' : draft.interaction === 'clicked' ? 'clicks' : undefined;
  const chosen = campaigns.find((c) => c.id === draft.campaignId);
  const unmeasured = asked !== undefined && chosen !== undefined && !chosen[asked];
  return (
    <>
      <Select
        {...mark('campaignId')}
        aria-label={t('campaign')}
        placeholder={t('anyCampaign')}
        className={classes.name}
        searchable
        clearable
        value={draft.campaignId ?? null}
        onChange={(campaignId) => onChange({ ...draft, campaignId: campaignId ?? undefined })}
        data={campaigns.filter((c) => !asked || c[asked] || c === chosen).map((c) => ({ value: c.id, label: c.name }))}
        nothingFoundMessage={t(asked ? 'noneMeasures' : 'noCampaign')}
      />
      <GoneNote value={draft.campaignId} among={campaigns.map((c) => c.id)} />
      {unmeasured && <p className={classes.issue}>{t(asked === 'opens' ? 'opensUnmeasured' : 'clicksUnmeasured')}</p>}
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
