import { createHash } from 'node:crypto';

/** Somebody whose every value is unlike everybody else's, so that each can be looked for. */
export const canary = {
  name: 'Zoë Quellmann-7f3a',
  firstName: 'Zoë-7f3a',
  lastName: 'Quellmann-7f3a',
  email: 'Zoe.Q-7f3a+News@Quell-Mail.example',
  secondEmail: 'zq7f3a@werk-7f3a.example',
  userId: 'zq-7f3a-crm',
  anonymousIds: ['anon-7f3a-phone-0001', 'anon-7f3a-laptop-02', 'anon-7f3a-tablet-03'],
  deviceId: 'device-7f3a-77AA-11',
  loyaltyCard: 'LC-7f3a-0092',
  shortCrmId: '73914',
  ip: '198.51.100.73',
  address: 'Quellgasse 73a-7f3a, 80331 München',
  freeText: 'Allergic to penicillin, says 7f3a-Zoë',
  note: 'Rang up about the blue 7f3a-umbrella',
  property: 'gift-for-7f3a-aunt',
  /** The same number in three spellings, and as it is stored. */
  phones: ['+49 (0)151 / 7302-4418', '0049 151 73024418', '+49-151-730 244 18'],
  phone: '+4915173024418',
} as const;

/** What identifies the canary, each of which a late event may carry. */
export const canaryIdentifiers: { type: string; value: string }[] = [
  { type: 'user_id', value: canary.userId },
  { type: 'email', value: canary.email.toLowerCase() },
  { type: 'email', value: canary.secondEmail },
  { type: 'phone', value: canary.phone },
  ...canary.anonymousIds.map((value) => ({ type: 'anonymous_id', value })),
  { type: 'loyalty_card', value: canary.loyaltyCard },
  { type: 'device_id', value: canary.deviceId },
  { type: 'crm_no', value: canary.shortCrmId },
];

/** Every value, but the number that is too short to be looked for in whatever digits. */
export const canaryValues: readonly string[] = [
  canary.name,
  canary.firstName,
  canary.lastName,
  canary.email,
  canary.secondEmail,
  canary.userId,
  ...canary.anonymousIds,
  canary.deviceId,
  canary.loyaltyCard,
  canary.ip,
  canary.address,
  canary.freeText,
  canary.note,
  canary.property,
  canary.phone,
  ...canary.phones,
];

const html = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const json = (text: string) =>
  [...JSON.stringify(text).slice(1, -1)].map((c) => (c > '\u007e' ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}` : c)).join('');

/** A value in every form in which it could lie about: other letters, escaped, encoded, and hashed without a key. */
export function needles(values: readonly string[] = canaryValues): string[] {
  const found = new Set<string>();
  for (const value of values) {
    const spelt = [value, value.toLowerCase(), value.toUpperCase(), value.normalize('NFC'), value.normalize('NFD')];
    for (const text of spelt) {
      for (const form of [text, encodeURIComponent(text), html(text), json(text)]) found.add(form);
      for (const encoding of ['base64', 'hex'] as const) found.add(Buffer.from(text).toString(encoding));
    }
    const normalised = value.trim().toLowerCase().normalize('NFKC');
    for (const name of ['md5', 'sha1', 'sha256']) {
      for (const text of new Set([normalised, value])) {
        found.add(createHash(name).update(text).digest('hex'));
        found.add(createHash(name).update(text).digest('base64'));
      }
    }
  }
  return [...found].filter((needle) => needle.length >= 6);
}
