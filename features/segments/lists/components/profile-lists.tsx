import { loadListsOf } from '../loaders';
import { ListsOfPerson } from './lists-of-person';

/** Which lists a person is on; nothing for who may not see segments, or where there are no lists. */
export async function ProfileLists({ profileId }: { profileId: string }) {
  const lists = await loadListsOf(profileId);
  if (!lists || lists.all.length === 0) return null;
  return <ListsOfPerson profileId={profileId} {...lists} />;
}
