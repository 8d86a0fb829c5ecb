import { appUrl } from '@/lib/env';
import { mapLinks } from './html-links';

/** How a letter is marked: the picture that says it was opened, and the address that stands in for a link's. */
export type Marks = {
  picture: string | undefined;
  link: ((target: string) => string | undefined) | undefined;
};

/** The pages where people decide about themselves: reached without anybody noticing. */
const RIGHTS = /^\/(unsubscribe|preferences|privacy-request|data-package)(\/|$)/;

/**
 * The HTML of a letter with its marks. Links into the pages where people unsubscribe or choose are left as they are, and so are those to
 * hosts that the template does not name itself: whoever writes an address of theirs into a trait gets no link of ours that leads there.
 */
export function withMarks(html: string, template: string, { picture, link }: Marks): string {
  const hosts = hostsOf(template);
  const replaced = link
    ? mapLinks(html, (address) => {
        const target = targetOf(address);
        return target && hosts.has(target.hostname) && !leadsToRights(target) ? link(target.href) : undefined;
      })
    : html;
  if (!picture) return replaced;
  const image = `<img src="${picture}" width="1" height="1" alt="" style="border:0">`;
  const end = replaced.search(/<\/body\s*>/i);
  return end < 0 ? replaced + image : replaced.slice(0, end) + image + replaced.slice(end);
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
