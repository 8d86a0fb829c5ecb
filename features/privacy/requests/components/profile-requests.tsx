import { IconUserShield } from '@tabler/icons-react';
import { getTranslations } from 'next-intl/server';
import { LinkButton, TextLink } from '@/components/link-button';
import { Status } from '@/components/status';
import { getFormat } from '@/lib/i18n/get-format';
import { loadProfileRequests } from '../loaders';
import classes from './request.module.css';

/** Beside a person's name: what they ask for now, and whether their data is restricted. Nothing for roles that may not see requests. */
export async function ProfileRequestBadges({ profileId }: { profileId: string }) {
  const [t, words, format, found] = await Promise.all([
    getTranslations('requests'),
    getTranslations('requests.identity'),
    getFormat(),
    loadProfileRequests(profileId),
  ]);
  if (!found) return null;
  const { open, standing } = found;
  return (
    <span className={classes.badges}>
      {standing.restricted && <Status tone="warning">{words('restricted')}</Status>}
      {standing.objected && <Status tone="warning">{words('objected')}</Status>}
      {open.map(({ id, number, type }) => (
        <TextLink key={id} href={`/requests/${id}`} c="var(--text-accent)" inherit>
          {t('profile.running', { number: format.integer(number), type: t(`type.${type}`) })}
        </TextLink>
      ))}
    </span>
  );
}

/** Begins a request of this person, for those who may. */
export async function StartRequestButton({ profileId }: { profileId: string }) {
  const [t, found] = await Promise.all([getTranslations('requests.profile'), loadProfileRequests(profileId)]);
  if (!found?.mayStart) return null;
  return (
    <LinkButton variant="default" href={`/requests/new?profile=${profileId}`} leftSection={<IconUserShield size={16} aria-hidden />}>
      {t('start')}
    </LinkButton>
  );
}
