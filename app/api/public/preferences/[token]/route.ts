import { defineRoute } from '@/features/access/gate';
import { backToPage, readForm } from '@/features/consent/preferences/core/answers';
import { savePreferences } from '@/features/consent/preferences/mutations';
import { linkParams } from '@/features/consent/preferences/schema';

/** The form of the preference page, as a browser without scripts sends it. The signature in the link is the right to use it. */
export const POST = defineRoute({
  permission: 'public',
  anyOrigin: true,
  params: linkParams,
  run: async ({ params, request }, scope) => {
    await savePreferences(scope, params.token, await readForm(request));
    return backToPage(`/preferences/${params.token}`, request.url, 'saved');
  },
});
