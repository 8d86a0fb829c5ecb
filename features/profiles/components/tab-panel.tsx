import type { ReactNode } from 'react';
import { loadIdentity, loadNotes, loadTimeline, type ProfilePageData } from '../loaders';
import { IdentityPanel } from './identity-panel';
import { NotesPanel } from './notes-panel';
import type { ProfileTab } from './profile-tabs';
import { Timeline } from './timeline';
import { readTimelineAddress } from './timeline-address';
import { TraitsTable } from './traits-table';

type Props = {
  tab: ProfileTab;
  data: ProfilePageData;
  query: Record<string, string | string[] | undefined>;
  /** Consent is a later stage than profiles: the page hands its control in. */
  consent: ReactNode;
};

/** The open tab with what it alone needs. */
export async function TabPanel({ tab, data, query, consent }: Props) {
  const { profile, personalData, sources, can, revealedUntil } = data;
  switch (tab) {
    case 'timeline': {
      const { source, event } = readTimelineAddress(query);
      const asked = { sources: source, names: event };
      const { page, facets } = await loadTimeline(profile.id, asked);
      const view = `${personalData}:${revealedUntil ?? ''}`;
      return (
        <Timeline
          key={view}
          profileId={profile.id}
          view={view}
          initial={page}
          asked={asked}
          facets={facets}
          sources={sources}
          currency={profile.currency}
        />
      );
    }
    case 'traits':
      return <TraitsTable profile={profile} sources={sources} canEdit={can.edit} masked={personalData !== 'full'} />;
    case 'identity':
      return <IdentityPanel profile={profile} sources={sources} canEdit={can.edit} {...(await loadIdentity(profile.id))} />;
    case 'consent':
      return consent;
    case 'notes':
      return <NotesPanel profileId={profile.id} notes={await loadNotes(profile.id)} canWrite={can.note} />;
  }
}
