import { sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { refuseErased } from './refuse-erased';
import { requireProfile } from './reveal';

/** Writes a note or a call's outcome beside the profile. Notes are never changed or taken back. */
export async function addNote(scope: Scope, note: { profileId: string; kind: 'note' | 'call'; body: string }): Promise<{ id: string }> {
  const { actor } = scope;
  if (actor.type !== 'user') throw new AppError('forbidden', 'Only members of staff write notes.', { key: 'profile.staffNotes' });
  return sql().begin(async (tx) => {
    await refuseErased(tx, note.body);
    await requireProfile(tx, note.profileId);
    const [row] = await tx<{ id: string }[]>`
      insert into notes (profile_id, kind, body, author_id, author_name)
      values (${note.profileId}, ${note.kind}, ${note.body}, ${actor.id}, ${actor.name}) returning id`;
    const id = row?.id ?? '';
    await audit(tx, scope, {
      action: note.kind === 'call' ? 'profile.call_logged' : 'profile.note_added',
      subjectType: 'profile',
      subjectId: note.profileId,
      details: { noteId: id },
    });
    return { id };
  });
}
