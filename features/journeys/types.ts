import type { SegmentState } from '@/features/segments/types';
import type { AppLocale } from '@/lib/i18n/config';
import type { Dkim } from '@/lib/mime';
import type { SmtpServer } from '@/lib/smtp';
import type { campaignStatuses, messageStatuses, readings } from './constants';

/*
 * Template: what a letter says, with places for what is known of each reader.  Campaign: one letter to the people of a segment, for a
 * purpose on a channel.  Message: the campaign's letter to one person, from planned to sent.  Block: an address that a server refused for
 * good.  Sender: who letters come from, and by which server they go.
 */

export type CampaignStatus = (typeof campaignStatuses)[number];
export type MessageStatus = (typeof messageStatuses)[number];
export type Reading = (typeof readings)[number];

/** What a template says. `text` null: the plain part is made from the HTML. */
export type TemplateContent = { locale: AppLocale; subject: string; preheader: string; html: string; text: string | null };

export type Template = TemplateContent & {
  id: string;
  name: string;
  version: number;
  archived: boolean;
  createdBy: string;
  updatedAt: string;
};

/** A fault in a template, where it is. */
export type TemplateFault = { field: 'subject' | 'preheader' | 'html' | 'text'; line: number; message: string };

/** A letter made out for one reader. */
export type Rendered = { subject: string; html: string; text: string };

/** The sender in clear; never leaves the server. */
export type Sender = {
  fromName: string;
  fromAddress: string;
  replyTo: string;
  bounceAddress: string;
  postalAddress: string;
  ratePerMinute: number | null;
  server: SmtpServer;
  dkim: Dkim | undefined;
};

/** Why a person of the audience gets nothing: the reasons of consent, and those of mail. */
export type MailReason = 'no_address' | 'address_blocked' | 'same_address' | 'same_person';

/** How many messages are in which state; they add up to the audience, less those erased since. */
export type CampaignFigures = Record<MessageStatus, number> & {
  audience: number;
  /** Of those that are withheld, failed or bounced. */
  reasons: Record<string, number>;
  unsubscribed: number;
  /** Written down once, and erased since. */
  erased: number;
  /** Of the messages that left or may have: those with a mark by which opening them, or following a link, is noticed; and where it was. */
  opensMeasured: number;
  clicksMeasured: number;
  opened: number;
  clicked: number;
};

export type CampaignView = {
  id: string;
  name: string;
  segmentId: string;
  segmentName: string | null;
  segmentState: SegmentState | null;
  purpose: string;
  channel: string;
  templateId: string;
  templateName: string | null;
  templateVersion: number | null;
  status: CampaignStatus;
  startAt: string | null;
  ratePerMinute: number | null;
  measuring: Measuring | null;
  error: string | null;
  createdBy: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  figures: CampaignFigures;
};

/** Who would get a campaign now, and who would not, by reason. */
export type Audience = {
  total: number;
  eligible: number;
  reasons: Record<string, number>;
  /** Of the eligible, those whose letter would be measured; only where that was asked. */
  measurable?: number;
};

/** One message in a campaign's list. */
export type MessageLine = {
  id: string;
  /** Null where the reader may not see whose it is. */
  profileId: string | null;
  profileName: string | null;
  status: MessageStatus;
  reason: string | null;
  attempts: number;
  smtpCode: number | null;
  smtpStatus: string | null;
  at: string;
  unsubscribedAt: string | null;
  /** When it was first noticed that the letter was opened, and that a link of it was followed. */
  openedAt: string | null;
  clickedAt: string | null;
};

/** An address of a person that nothing is sent to. */
export type BlockView = { addressHash: string; address: string | null; smtpStatus: string | null; createdAt: string };

/** A message claimed by this process; `attempts` fences off a late answer of an earlier holder. */
export type ClaimedMessage = {
  id: string;
  profileId: string;
  campaignId: string;
  attempts: number;
  addressHash: string;
  address: string;
  giveUpAt: Date;
};

/** What is noticed of a letter, and the purpose that people must have agreed to for it. */
export type Measuring = { opens: boolean; clicks: boolean; purpose: string };

/** A campaign as the sender needs it. */
export type SendingCampaign = {
  id: string;
  name: string;
  purpose: string;
  channel: string;
  measuring: Measuring | null;
  template: TemplateContent & { id: string; version: number };
};
