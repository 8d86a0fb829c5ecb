import { getLocale } from 'next-intl/server';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { listTemplates } from '@/features/segments/data/list-templates';
import { isLocale, locales } from '@/lib/i18n/config';

export const GET = defineRoute({
  permission: { session: 'segments:write' },
  run: async () => {
    const locale = await getLocale();
    return { data: await listTemplates(sql(), isLocale(locale) ? locale : locales[0]) };
  },
});
