import { getLocale } from 'next-intl/server';
import type { Caller } from '@/features/access/authenticate';
import { isUuid } from '@/lib/ids';
import { formInput } from '../schema';
import { confirmCode } from './confirm-code';
import { sendCode } from './send-code';

const seeOther = (location: string): Response => new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });

const BODY_LIMIT = 64 * 1024;

async function readForm(request: Request): Promise<Record<string, string>> {
  if (Number(request.headers.get('content-length') ?? BODY_LIMIT + 1) > BODY_LIMIT) return {};
  const form = await request.formData().catch(() => new FormData());
  return Object.fromEntries([...form].filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

/** The public form was sent: on to the page that asks for the code, or back with what was wrong. */
export async function answerForm(request: Request, caller: Caller): Promise<Response> {
  const parsed = formInput.safeParse(await readForm(request));
  if (!parsed.success)
    return seeOther(`/privacy-request?fault=${parsed.error.issues.some((i) => i.path[0] === 'email') ? 'email' : 'input'}`);
  const answer = await sendCode({ ...parsed.data, locale: await getLocale() }, caller);
  return seeOther(answer.sent ? `/privacy-request/code?r=${answer.id}` : `/privacy-request?fault=${answer.fault}`);
}

/** The code was typed: the request's number, or the page again with what was wrong. */
export async function answerCode(request: Request, caller: Caller): Promise<Response> {
  const { r = '', code = '' } = await readForm(request);
  if (!isUuid(r)) return seeOther('/privacy-request?fault=dead');
  const answer = await confirmCode(r, code.slice(0, 50), caller);
  if ('number' in answer) return seeOther(`/privacy-request/done?n=${answer.number}`);
  return seeOther(answer.fault === 'dead' ? '/privacy-request?fault=dead' : `/privacy-request/code?r=${r}&fault=${answer.fault}`);
}
