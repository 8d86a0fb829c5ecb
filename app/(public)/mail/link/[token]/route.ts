import { defineRoute } from '@/features/access/gate';
import { answerLink } from '@/features/journeys/mutations/answer-letter';
import { letterParams } from '@/features/journeys/schema';

/** A link of a letter whose reader allows it to be noticed. Followed from anywhere, without cookies. */
export const GET = defineRoute({
  permission: 'public',
  anyOrigin: true,
  params: letterParams,
  run: ({ params, request }) => answerLink(params.token, request),
});
