import { AppError } from '@/lib/errors';
import { isLocale } from '@/lib/i18n/config';

const MOST = 64 * 1024;

/** The fields of a posted form. @throws AppError too_large, invalid_input */
export async function readForm(request: Request): Promise<FormData> {
  if (Number(request.headers.get('content-length') ?? 0) > MOST) throw tooLarge();
  const body = await request.arrayBuffer();
  if (body.byteLength > MOST) throw tooLarge();
  try {
    return await new Response(body, { headers: { 'content-type': request.headers.get('content-type') ?? '' } }).formData();
  } catch {
    throw new AppError('invalid_input', 'Send the fields as a form.', { key: 'consent.form' });
  }
}

const tooLarge = () => new AppError('invalid_input', 'The form is too large.', { key: 'consent.form' });

/** Back to a page by GET, so that loading it again sends nothing again; in the language that was asked. */
export function backToPage(path: string, from: string, flag?: string): Response {
  const query = new URLSearchParams();
  const lang = new URL(from).searchParams.get('lang');
  if (isLocale(lang)) query.set('lang', lang);
  if (flag) query.set(flag, '1');
  const location = query.size > 0 ? `${path}?${query}` : path;
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
}

/** The page that asks before it withdraws. */
export const askFirst = (token: string, from: string): Response => backToPage(`/unsubscribe/${token}/confirm`, from);

/**
 * What a POST to an unsubscribe link is answered with. A mail program is answered 200 itself: it follows no redirects (RFC 8058).
 * @param withdraw answers false when the link is not ours.
 */
export async function answerUnsubscribe(
  token: string,
  request: Request,
  withdraw: (how: 'one_click' | 'confirmed') => Promise<boolean>,
): Promise<Response> {
  const form = await readForm(request);
  const oneClick = form.get('List-Unsubscribe') === 'One-Click';
  if (!oneClick && form.get('confirm') !== '1') return askFirst(token, request.url);
  if (!(await withdraw(oneClick ? 'one_click' : 'confirmed'))) {
    if (oneClick) throw new AppError('not_found', 'There is no such link.', { key: 'consent.noLink' });
    return askFirst(token, request.url);
  }
  if (!oneClick) return backToPage(`/unsubscribe/${token}/confirm`, request.url, 'done');
  return new Response('Unsubscribed.\n', { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } });
}
