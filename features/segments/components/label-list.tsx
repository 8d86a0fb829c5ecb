import { useTranslations } from 'next-intl';
import { TextLink } from '@/components/link-button';
import classes from './label-list.module.css';

/** The labels of a segment, each a way to all segments that have it. */
export function LabelList({ labels }: { labels: string[] }) {
  const t = useTranslations('segments.labels');
  if (labels.length === 0) return null;
  return (
    <ul className={classes.labels} aria-label={t('label')}>
      {labels.map((label) => (
        <li key={label}>
          <TextLink href={`/segments?${new URLSearchParams({ label })}`} className={classes.label ?? ''}>
            {label}
          </TextLink>
        </li>
      ))}
    </ul>
  );
}
