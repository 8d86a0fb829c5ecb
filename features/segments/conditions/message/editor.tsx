'use client';

import { NativeSelect, Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { DurationInput } from '../controls/duration-input';
import classes from '../controls/editor.module.css';
import { Place } from '../controls/place';
import { useSuggestions } from '../controls/suggestions-context';
import { WindowInput } from '../event/window-input';
import type { MessageDraft } from './draft';
import { type Interaction, interactions } from './schema';

type Props = { draft: MessageDraft; onChange: (draft: object) => void };

/** What happened with the e-mails of a campaign, or of any, and when. */
export function MessageEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const { campaigns } = useSuggestions();
  const setInteraction = (interaction: Interaction) =>
    onChange({ ...draft, interaction, within: interaction === 'converted' ? (draft.within ?? { days: 7 }) : undefined });
  return (
    <>
      <NativeSelect
        aria-label={t('message.interaction')}
        className={classes.op}
        value={`${draft.op ?? 'did'}:${draft.interaction ?? 'sent'}`}
        onChange={(event) => {
          const [op, interaction] = event.currentTarget.value.split(':');
          onChange({ ...draft, op, interaction });
          if (interaction !== draft.interaction) setInteraction(interaction as Interaction);
        }}
        data={interactions.flatMap((i) =>
          (['did', 'did_not'] as const).map((op) => ({ value: `${op}:${i}`, label: t(`message.${op}.${i}`) })),
        )}
      />
      {draft.interaction === 'converted' && (
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
      <span className={classes.note}>{t('message.note')}</span>
    </>
  );
}
