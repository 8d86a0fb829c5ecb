import { defineRoute } from '@/features/access/gate';
import { answerUnsubscribe, askFirst } from '@/features/consent/preferences/core/answers';
import { unsubscribe } from '@/features/consent/preferences/mutations';
import { linkParams } from '@/features/consent/preferences/schema';

/** Opened in a browser, or fetched by something that follows links: asks first, changes nothing. */
export const GET = defineRoute({
  permission: 'public',
  anyOrigin: true,
  params: linkParams,
  run: async ({ params, request }) => askFirst(params.token, request.url),
});

/** RFC 8058: a mail program posts `List-Unsubscribe=One-Click`, without cookies and from nowhere; our own page posts `confirm`. */
export const POST = defineRoute({
  permission: 'public',
  anyOrigin: true,
  params: linkParams,
  run: ({ params, request }, scope) => answerUnsubscribe(params.token, request, (how) => unsubscribe(scope, params.token, how)),
});
