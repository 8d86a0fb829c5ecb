import { defineRoute } from '@/features/access/gate';
import { answerForm } from '@/features/privacy/requests/mutations/answer-form';

/** The public form posts here, without a script. */
export const POST = defineRoute({ permission: 'public', run: ({ request, caller }) => answerForm(request, caller) });
