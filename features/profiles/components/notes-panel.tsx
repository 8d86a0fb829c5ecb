import { IconNote, IconPhone } from '@tabler/icons-react';
import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/empty-state';
import { getFormat } from '@/lib/i18n/get-format';
import type { NoteView } from '../types';
import { NoteForm } from './note-form';
import classes from './profile.module.css';

/** Notes and logged calls, the newest first, and the form for the next. */
export async function NotesPanel({ profileId, notes, canWrite }: { profileId: string; notes: NoteView[]; canWrite: boolean }) {
  const [t, format] = await Promise.all([getTranslations('profiles.notes'), getFormat()]);
  return (
    <>
      {canWrite && <NoteForm profileId={profileId} />}
      {notes.length === 0 ? (
        <EmptyState kind="first" title={t('empty')}>
          {t('emptyText')}
        </EmptyState>
      ) : (
        notes.map((note) => (
          <article key={note.id} className={classes.note}>
            <div className={classes.noteHead}>
              {note.kind === 'call' ? <IconPhone size={16} aria-hidden /> : <IconNote size={16} aria-hidden />}
              <strong>{t(note.kind)}</strong>
              <span>{note.authorName}</span>
              <span title={format.dateTime(note.at)}>{format.dateTime(note.at)}</span>
            </div>
            <p dir="auto">{note.body}</p>
          </article>
        ))
      )}
    </>
  );
}
