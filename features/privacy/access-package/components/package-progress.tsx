import { Progress } from '@mantine/core';
import { getTranslations } from 'next-intl/server';
import { loadPackage } from '../loaders';

/** How far the making of a package is. */
export async function PackageProgress({ requestId }: { requestId: string }) {
  const [t, { view }] = await Promise.all([getTranslations('package.panel'), loadPackage(requestId)]);
  const share = Math.round((view?.progress ?? 0) * 100);
  return <Progress value={share} aria-label={t('making')} />;
}
