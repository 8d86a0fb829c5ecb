import { chooseLocale, directionOf } from '@/lib/i18n/config';
import { loadMessages } from '@/lib/i18n/messages';
import { escapeHtml } from './render-letter';

/** The page for an address that is no link of ours, in the reader's language. Reads no cookie and sets none. */
export function deadLink(request: Request): Response {
  const locale = chooseLocale(undefined, request.headers.get('accept-language'));
  const { title, text } = (loadMessages(locale, false).emails as { deadLink: { title: string; text: string } }).deadLink;
  const style =
    'font-family:system-ui,sans-serif;line-height:1.5;max-width:36rem;margin:4rem auto;padding:0 1rem;color:#222;background:#fff';
  const html = `<!DOCTYPE html><html lang="${locale}" dir="${directionOf(locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title></head><body style="${style}"><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p></main></body></html>`;
  return new Response(html, { status: 404, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } });
}
