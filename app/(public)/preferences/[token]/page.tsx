import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { NothingToShow } from '@/features/consent/preferences/components/nothing-to-show';
import { PreferenceForm } from '@/features/consent/preferences/components/preference-form';
import { loadPreferencePage } from '@/features/consent/preferences/loaders';

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ saved?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: { absolute: (await getTranslations('preferences'))('title') } };
}

export default async function PreferencePage({ params, searchParams }: Props) {
  const [{ token }, { saved }, locale] = await Promise.all([params, searchParams, getLocale()]);
  const page = await loadPreferencePage(token, locale);
  return page ? <PreferenceForm token={token} page={page} locale={locale} saved={saved !== undefined} /> : <NothingToShow />;
}
