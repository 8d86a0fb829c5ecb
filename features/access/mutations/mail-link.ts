import { getTranslations } from 'next-intl/server';
import { appUrl } from '@/lib/env';
import { isLocale, locales } from '@/lib/i18n/config';
import { sendMail } from '@/lib/mail';
import { tokenLink } from '../core/link';
import { readCompanySettings } from '../data/company';
import type { IssuedLink, TokenKind } from '../types';

/** Mails a link in the receiver's language, and hands it back for copying when there is no mail server or it refused. */
export async function mailLink(to: { email: string; locale?: string; kind: TokenKind; token: string }): Promise<IssuedLink> {
  const locale = isLocale(to.locale) ? to.locale : locales[0];
  const t = await getTranslations({ locale, namespace: 'auth.mail' });
  const company = (await readCompanySettings()).name || 'Tessera';
  const link = tokenLink(appUrl(), to.kind, to.token);
  const words = { company, link };
  const mailed = await sendMail({ to: to.email, subject: t(`${to.kind}.subject`, words), text: t(`${to.kind}.text`, words) });
  return { email: to.email, link: mailed === 'sent' ? '' : link, mailed };
}
