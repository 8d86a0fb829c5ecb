import { IconMail } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/link-button';

/** The way from a segment to a campaign for its people. */
export function EmailSegmentButton({ segmentId }: { segmentId: string }) {
  const t = useTranslations('emails.campaigns');
  return (
    <LinkButton href={`/emails/new?segment=${segmentId}`} variant="default" leftSection={<IconMail size={16} />}>
      {t('toSegment')}
    </LinkButton>
  );
}
