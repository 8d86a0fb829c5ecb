import { defineRoute } from '@/features/access/gate';
import { answerCode } from '@/features/privacy/requests/mutations/answer-form';

/** The code from the e-mail is posted here, without a script. */
export const POST = defineRoute({ permission: 'public', run: ({ request, caller }) => answerCode(request, caller) });
