import { loadProfileConsents } from '../loaders';
import { ConsentHistory } from './consent-history';
import { ConsentMatrix } from './consent-matrix';

/** All about one person's consent: the state of every purpose × channel, changing it, and the history. */
export async function ProfileConsents({ profileId }: { profileId: string }) {
  const { consents, purposes, channels, mayWrite } = await loadProfileConsents(profileId);
  return (
    <>
      <ConsentMatrix profileId={profileId} states={consents.data} purposes={purposes} channels={channels} mayWrite={mayWrite} />
      <ConsentHistory consents={consents} purposes={purposes} channels={channels} />
    </>
  );
}
