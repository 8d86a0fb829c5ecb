import { getTranslations } from 'next-intl/server';
import { Section } from '@/components/page-body';
import { getFormat } from '@/lib/i18n/get-format';
import type { RequestEvent } from '../types';
import { NoteForm } from './note-form';
import classes from './request.module.css';

/** Who did what and when, the latest first, with the notes between. */
export async function History({ requestId, events, mayNote }: { requestId: string; events: RequestEvent[]; mayNote: boolean }) {
  const [t, format] = await Promise.all([getTranslations('requests.history'), getFormat()]);
  return (
    <Section title={t('title')}>
      {mayNote && <NoteForm requestId={requestId} />}
      <ol className={classes.history}>
        {events.map((event) => (
          <li key={event.id}>
            <p>{t.has(`kind.${event.kind}` as never) ? t(`kind.${event.kind}` as never) : event.kind}</p>
            <p className={classes.quiet}>
              <time dateTime={event.at}>{format.dateTime(event.at)}</time> · <bdi>{event.actorLabel}</bdi>
            </p>
            {event.body && (
              <p className={classes.body} dir="auto">
                {event.body}
              </p>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
