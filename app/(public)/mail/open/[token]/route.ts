import { defineRoute } from '@/features/access/gate';
import { answerOpen } from '@/features/journeys/mutations/answer-letter';
import { letterParams } from '@/features/journeys/schema';

/** The picture of a letter whose reader allows it to be noticed. Loaded from anywhere, without cookies. */
export const GET = defineRoute({
  permission: 'public',
  anyOrigin: true,
  params: letterParams,
  run: ({ params, request }) => answerOpen(params.token, request),
});
