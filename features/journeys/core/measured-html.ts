import { appUrl } from '@/lib/env';
import { lastBodyEnd, mapLinks } from './html-links';

/** How a letter is marked: the picture that says it was opened, and the address that stands in for a link's. */
export type Marks = {
  picture: string | undefined;
  link: ((target: string) => string | undefined) | undefined;
};

/** The pages where people decide about themselves: reached without anybody noticing. */
const RIGHTS = /^\/(unsubscribe|preferences|privacy-request|data-package)(\/|$)/;

/** What of a letter is really marked: nothing of it can be noticed otherwise. */
export type Marked = { opens: boolean; clicks: boolean };

/**
 * The HTML of a letter with its marks, and which of them it has. Links into the pages where people unsubscribe or choose are left as they are,
 * and so are those that the template marks as plain, and those to hosts that it does not name itself: whoever writes an address of theirs into
 * a trait gets no link of ours that leads there.
 */
export function withMarks(html: string, template: string, { picture, link }: Marks): { html: string; marked: Marked } {
  const hosts = hostsOf(template);
  let clicks = false;
  const replaced = link
    ? mapLinks(html, (address) => {
        const target = targetOf(address);
        const marked = target && hosts.has(target.hostname) && !leadsToRights(target) ? link(target.href) : undefined;
        clicks ||= marked !== undefined;
        return marked;
      })
    : html;
  if (!picture) return { html: replaced, marked: { opens: false, clicks } };
  const image = `<img src="${picture}" width="1" height="1" alt="" style="border:0">`;
  const end = lastBodyEnd(replaced) ?? replaced.length;
  return { html: replaced.slice(0, end) + image + replaced.slice(end), marked: { opens: true, clicks } };
}

/** Where an address leads, as browsers read it; undefined when that is not the web, or depends on where it stands. */
function targetOf(address: string): URL | undefined {
  const plain = address.replace(/[\t\n\r]/g, '').replace(/^[\0- ]+|[\0- ]+$/g, '');
  return /^https?:\/\//i.test(plain) && URL.canParse(plain) ? new URL(plain) : undefined;
}

function leadsToRights({ origin, pathname }: URL): boolean {
  const own = new URL(appUrl());
  if (origin !== own.origin) return false;
  const base = own.pathname.replace(/\/$/, '');
  return pathname.startsWith(base) && RIGHTS.test(pathname.slice(base.length));
}

/** The hosts that a template writes out. */
function hostsOf(template: string): Set<string> {
  const written = [...template.matchAll(/https?:\/\/([^\s/"'<>?#{}\\]+)/gi)].map(([, host]) => `http://${host}`);
  return new Set(written.flatMap((address) => (URL.canParse(address) ? [new URL(address).hostname] : [])));
}
