/** The calls that have no name of their own, as they are stored, and their key in `common.event` of the messages. */
const unnamed = { $page: 'page', $screen: 'screen', $identify: 'identify', $group: 'group', $alias: 'alias' } as const;

/** The message key of a stored event name that is not a name people gave; undefined for a real name. */
export const unnamedEvent = (name: string): (typeof unnamed)[keyof typeof unnamed] | undefined =>
  Object.hasOwn(unnamed, name) ? unnamed[name as keyof typeof unnamed] : undefined;

/** An order, with its value; what it takes back later is a refund, whose value is given as a positive number. */
export const ORDER_EVENT = 'Order Completed';
export const REFUND_EVENT = 'Order Refunded';

/** What is recorded of the e-mails of campaigns. */
export const EMAIL_SENT = 'Email Sent';
export const EMAIL_BOUNCED = 'Email Bounced';
export const EMAIL_UNSUBSCRIBED = 'Email Unsubscribed';
export const EMAIL_OPENED = 'Email Opened';
export const EMAIL_CLICKED = 'Email Link Clicked';

/**
 * What the company itself did about somebody, or a program may have done without them, as mail programs load the pictures of a letter: no
 * sign of life of theirs, so that it does not count as having seen them.
 */
export const COMPANY_EVENTS: readonly string[] = [EMAIL_SENT, EMAIL_BOUNCED, EMAIL_OPENED];
