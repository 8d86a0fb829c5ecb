import { loadProfileConsents } from '../loaders';
import { StandingSection } from '../restrictions/components/standing-section';
import { loadStanding } from '../restrictions/loaders';
import { ConsentHistory } from './consent-history';
import { ConsentMatrix } from './consent-matrix';

/** All about one person's consent: what stands above it, the state of every purpose × channel, changing it, and the history. */
export async function ProfileConsents({ profileId }: { profileId: string }) {
  const [{ consents, purposes, channels, wordings, mayWrite }, standing] = await Promise.all([
    loadProfileConsents(profileId),
    loadStanding(profileId),
  ]);
  return (
    <>
      <ConsentMatrix
        profileId={profileId}
        states={consents.data}
        purposes={purposes}
        channels={channels}
        wordings={wordings}
        mayWrite={mayWrite}
      />
      <StandingSection profileId={profileId} standing={standing} />
      <ConsentHistory consents={consents} purposes={purposes} channels={channels} />
    </>
  );
}
