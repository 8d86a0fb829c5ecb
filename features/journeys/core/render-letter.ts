import { directionOf } from '@/lib/i18n/config';
import type { Rendered, TemplateContent, TemplateFault } from '../types';
import { lastBodyEnd } from './html-links';
import { htmlToText } from './html-to-text';
import { type Compiled, compile, type Fault, fill, variablesOf } from './liquid';
import { type Marked, type Marks, withMarks } from './measured-html';

/** What the footer says, in the template's language. */
export type FooterWords = { unsubscribe: string; preferences: string };

export type Reader = {
  /** What is known of the person, by trait. */
  profile: Readonly<Record<string, unknown>>;
  unsubscribeUrl: string;
  preferencesUrl: string;
  company: { name: string; address: string };
};

const NONE: Marks = { picture: undefined, link: undefined };
const FIELDS = ['subject', 'preheader', 'html', 'text'] as const;
type Field = (typeof FIELDS)[number];

const kindOf = (field: Field) => (field === 'html' || field === 'preheader' ? 'html' : 'text');
const isFault = (given: Compiled | Fault | string): given is Fault => typeof given === 'object' && 'line' in given;
const sourceOf = (content: TemplateContent, field: Field): string => content[field] ?? '';

/** What is wrong with a template, field by field; nothing when it can be used. */
export function faultsOf(content: TemplateContent): TemplateFault[] {
  return FIELDS.flatMap((field) => {
    const compiled = compile(kindOf(field), sourceOf(content, field));
    return isFault(compiled) ? [{ field, ...compiled }] : [];
  });
}

/** The variables that a template reads. Only of one without faults. */
export function templateVariables(content: TemplateContent): string[] {
  const all = FIELDS.flatMap((field) => {
    const compiled = compile(kindOf(field), sourceOf(content, field));
    return isFault(compiled) ? [] : variablesOf(compiled);
  });
  return [...new Set(all)].sort();
}

/**
 * Makes a template out for one reader. Unsubscribing, choosing and the company's address are added where the template leaves them out.
 * @returns the letter, and which marks it has
 * @param marks by which opens and clicks are noticed, in the HTML alone; only for a reader who has agreed to that
 */
export function renderLetter(
  content: TemplateContent,
  reader: Reader,
  words: FooterWords,
  marks: Marks = NONE,
): (Rendered & { marked: Marked }) | TemplateFault {
  const values = {
    profile: reader.profile,
    unsubscribe_url: reader.unsubscribeUrl,
    preferences_url: reader.preferencesUrl,
    company: reader.company,
  };
  const filled: Partial<Record<Field, string>> = {};
  for (const field of FIELDS) {
    const compiled = compile(kindOf(field), sourceOf(content, field));
    const text = isFault(compiled) ? compiled : fill(compiled, values);
    if (isFault(text)) return { field, ...text };
    filled[field] = text;
  }
  const { subject = '', preheader = '', html = '', text = '' } = filled;
  const letter = withPreheader(asDocument(withFooter(html, reader, words), content), preheader);
  return {
    subject: oneLine(subject),
    ...withMarks(letter, content.html, marks),
    text: textWithFooter(content.text === null ? htmlToText(html) : text.trim(), reader, words),
  };
}

/** A header has one line, whatever a value brings along. */
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

const says = (html: string, text: string): boolean => text === '' || html.includes(text) || html.includes(escapeHtml(text));

function withFooter(html: string, { unsubscribeUrl, preferencesUrl, company }: Reader, words: FooterWords): string {
  const link = (address: string, label: string) => `<a href="${escapeHtml(address)}" style="color:#555555">${escapeHtml(label)}</a>`;
  const links = [
    ...(says(html, unsubscribeUrl) ? [] : [link(unsubscribeUrl, words.unsubscribe)]),
    ...(says(html, preferencesUrl) ? [] : [link(preferencesUrl, words.preferences)]),
  ];
  const address = saysAddress(html, company.address)
    ? ''
    : [company.name, ...company.address.split('\n')].filter(Boolean).map(escapeHtml).join('<br>');
  if (links.length === 0 && address === '') return html;
  const parts = [links.join(' &nbsp; '), address].filter(Boolean).join('<br><br>');
  const footer = `<div style="margin:32px 0 0;padding:16px 0 0;border-top:1px solid #dddddd;font-size:13px;line-height:1.5;color:#555555">${parts}</div>`;
  const end = lastBodyEnd(html) ?? html.length;
  return html.slice(0, end) + footer + html.slice(end);
}

const saysAddress = (text: string, address: string): boolean =>
  address
    .split('\n')
    .filter(Boolean)
    .every((line) => says(text, line.trim()));

function textWithFooter(text: string, { unsubscribeUrl, preferencesUrl, company }: Reader, words: FooterWords): string {
  const lines = [
    ...(text.includes(unsubscribeUrl) ? [] : [`${words.unsubscribe}: ${unsubscribeUrl}`]),
    ...(text.includes(preferencesUrl) ? [] : [`${words.preferences}: ${preferencesUrl}`]),
    ...(saysAddress(text, company.address) ? [] : ['', company.name, company.address]),
  ].filter((line, n, all) => line !== '' || (n > 0 && all.length > 1));
  return lines.length === 0 ? `${text}\n` : `${text}\n\n-- \n${lines.join('\n')}\n`;
}

function asDocument(body: string, { locale }: TemplateContent): string {
  if (/<html[\s>]/i.test(body)) return body;
  const head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">';
  const style =
    'margin:0 auto;padding:24px;max-width:600px;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;color:#222222';
  return `<!DOCTYPE html><html lang="${locale}" dir="${directionOf(locale)}"><head>${head}</head><body style="margin:0;background:#ffffff"><div style="${style}">${body}</div></body></html>`;
}

/** The line that mailboxes show beside the subject: there, but not seen in the letter. Its value is escaped already. */
function withPreheader(html: string, preheader: string): string {
  if (preheader.trim() === '') return html;
  const hidden = `<div style="display:none;max-height:0;overflow:hidden">${preheader.trim()}</div>`;
  return html.replace(/<body\b[^>]*>/i, (body) => body + hidden);
}
