import { defineRoute } from '@/features/access/gate';
import { chooseLanguage } from '@/features/access/mutations/choose-language';

/** A plain form posts here, so that a language can be chosen without a script too. */
export const POST = defineRoute({ permission: 'public', run: ({ request }) => chooseLanguage(request) });
