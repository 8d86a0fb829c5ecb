import { preferenceUrl, unsubscribeUrl } from '@/features/consent/core/links';
import type { Reader } from './render-letter';

type Asked = {
  profileId: string;
  traits: Readonly<Record<string, unknown>>;
  purpose: string;
  channel: string;
  messageId: string;
  locale: string;
  company: Reader['company'];
};

/** What a template is filled with for one person and one message. */
export function readerOf({ profileId, traits, purpose, channel, messageId, locale, company }: Asked): Reader {
  return {
    profile: traits,
    unsubscribeUrl: unsubscribeUrl({ profileId, purpose, channel, messageId, locale }),
    preferencesUrl: preferenceUrl({ profileId, purpose, channel, messageId, locale }),
    company,
  };
}
