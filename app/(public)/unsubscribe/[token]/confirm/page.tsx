import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { NothingToShow } from '@/features/consent/preferences/components/nothing-to-show';
import { UnsubscribeForm } from '@/features/consent/preferences/components/unsubscribe-form';
import { loadUnsubscribePage } from '@/features/consent/preferences/loaders';

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ done?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: { absolute: (await getTranslations('preferences'))('unsubscribe.title') } };
}

export default async function UnsubscribePage({ params, searchParams }: Props) {
  const [{ token }, { done }, locale] = await Promise.all([params, searchParams, getLocale()]);
  const page = await loadUnsubscribePage(token);
  return page ? <UnsubscribeForm token={token} page={page} locale={locale} done={done !== undefined} /> : <NothingToShow />;
}
