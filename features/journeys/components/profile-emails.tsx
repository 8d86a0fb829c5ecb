import { getTranslations } from 'next-intl/server';
import { TextLink } from '@/components/link-button';
import { Section } from '@/components/page-body';
import { getFormat } from '@/lib/i18n/get-format';
import { loadProfileEmails } from '../loaders';
import { MessageState } from './campaign-status';
import classes from './emails.module.css';
import { LiftButton } from './lift-button';

/** What campaigns have sent to a person, and which of their addresses are not written to. */
export async function ProfileEmails({ profileId }: { profileId: string }) {
  const [t, format, emails] = await Promise.all([getTranslations('emails.profile'), getFormat(), loadProfileEmails(profileId)]);
  if (!emails || (emails.blocks.length === 0 && emails.messages.length === 0)) return null;
  return (
    <Section title={t('title')}>
      {emails.blocks.map((block) => (
        <div key={block.addressHash} className={classes.block}>
          <p>{t('blocked', { address: block.address ?? t('formerAddress'), date: format.date(block.createdAt) })}</p>
          {emails.mayLift && <LiftButton profileId={profileId} addressHash={block.addressHash} />}
        </div>
      ))}
      {emails.messages.length > 0 && (
        <ul className={classes.messages} aria-label={t('messages')}>
          {emails.messages.map((message) => (
            <li key={message.id}>
              {emails.mayOpen ? <TextLink href={`/emails/${message.campaignId}`}>{message.campaignName}</TextLink> : message.campaignName}
              <MessageState status={message.status} />
              <time dateTime={message.at}>{format.dateTime(message.at)}</time>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
