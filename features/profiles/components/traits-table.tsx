import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/empty-state';
import { ScrollRegion } from '@/components/scroll-region';
import { getFormat } from '@/lib/i18n/get-format';
import type { ProfileView, SourceName } from '../types';
import { EditTraitButton } from './edit-trait-button';
import classes from './profile.module.css';
import { TraitOrigin } from './trait-origin';
import { TraitValue } from './trait-value';

type Props = { profile: ProfileView; sources: SourceName[]; canEdit: boolean; masked: boolean };

/** Every trait with where its value came from and when. */
export async function TraitsTable({ profile, sources, canEdit, masked }: Props) {
  const [t, format] = await Promise.all([getTranslations('profiles.traits'), getFormat()]);
  const names = inOrder(profile);
  const nameOf = new Map(sources.map((source) => [source.id, source.kind === 'system' ? t('staff') : source.name]));
  return (
    <>
      <div className={classes.barEnd}>
        <p className={classes.quiet}>{t('intro')}</p>
        {canEdit && <EditTraitButton profileId={profile.id} trait={null} current={null} masked={masked} />}
      </div>
      {names.length === 0 ? (
        <EmptyState kind="first" title={t('empty')}>
          {t('emptyText')}
        </EmptyState>
      ) : (
        <ScrollRegion label={t('label')}>
          <table className={classes.table} aria-label={t('label')}>
            <thead>
              <tr>
                <th scope="col">{t('trait')}</th>
                <th scope="col">{t('value')}</th>
                <th scope="col">{t('source')}</th>
                <th scope="col">{t('when')}</th>
                {canEdit && <th scope="col" aria-label={t('change')} />}
              </tr>
            </thead>
            <tbody>
              {names.map((name) => {
                const from = profile.provenance[name];
                return (
                  <tr key={name}>
                    <th scope="row">
                      <code>{name}</code>
                    </th>
                    <td>
                      <TraitValue value={profile.traits[name]} />
                    </td>
                    <td>
                      <TraitOrigin from={from} nameOf={nameOf} />
                    </td>
                    <td>
                      {from ? (
                        <span title={format.dateTime(from.at)}>{'sourceId' in from ? format.date(from.at) : format.dateTime(from.at)}</span>
                      ) : (
                        '–'
                      )}
                    </td>
                    {canEdit && (
                      <td className={classes.tool}>
                        {from && 'sourceId' in from && (
                          <EditTraitButton profileId={profile.id} trait={name} current={profile.traits[name]} masked={masked} />
                        )}
                      </td>
                    )}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </>
  );
}

/** What sources said first, then what was computed and predicted. */
function inOrder({ traits, provenance }: ProfileView): string[] {
  const rank = (name: string): number => {
    const from = provenance[name];
    return !from || 'sourceId' in from ? 0 : from.kind === 'computed' ? 1 : 2;
  };
  return Object.keys(traits).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}
