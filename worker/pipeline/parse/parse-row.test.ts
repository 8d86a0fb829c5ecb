import { describe, expect, it } from 'vitest';
import type { InboxRow } from '../types';
import { eventCurrency, eventValue } from './event-value';
import { parseRow } from './parse-row';

const row = (batch: unknown[], more: Partial<InboxRow> & { envelope?: object } = {}): InboxRow => ({
  seq: '1',
  source_id: '6f1f3f0e-0000-4000-8000-000000000001',
  mode: more.mode ?? 'live',
  received_at: more.received_at ?? new Date('2026-10-02T12:00:00.000Z'),
  body: JSON.stringify({ ...more.envelope, batch }),
});
const track = (more: object) => ({ type: 'track', event: 'Seen', messageId: 'm', userId: 'u', ...more });
const only = (r: InboxRow, country?: string) => parseRow(r, country).events[0];

describe('parseRow', () => {
  it('orders identifiers by strength and takes each once', () => {
    const event = only(
      row([
        {
          type: 'identify',
          messageId: 'm',
          anonymousId: 'a',
          userId: 'u',
          traits: { email: 'A@x.io', phone: '020 7946 0018' },
          properties: { email: 'a@X.io' },
          context: {
            externalIds: [
              { id: 'c-1', type: 'crm_id', collection: 'users', encoding: 'none' },
              { id: 'acme', type: 'account', collection: 'accounts', encoding: 'none' },
              { id: 'x', type: 'shared_anonymous_id', collection: 'users', encoding: 'none' },
              'nonsense',
            ],
          },
        },
      ]),
      'GB',
    );
    expect(event?.identifiers.map((i) => i.node)).toEqual([
      'user_id:u',
      'crm_id:c-1',
      'email:a@x.io',
      'phone:+442079460018',
      'anonymous_id:a',
    ]);
  });

  it('takes the traits of the person, not those of a group', () => {
    expect(only(row([track({ context: { traits: { city: 'Bonn' } } })]))?.traits).toEqual({ city: 'Bonn' });
    const group = only(
      row([{ type: 'group', messageId: 'm', userId: 'u', groupId: 'g', traits: { city: 'Rome' }, context: { traits: { city: 'Bonn' } } }]),
    );
    expect(group?.traits).toEqual({});
    expect(group?.properties).toEqual({ city: 'Rome', groupId: 'g' });
  });

  it('corrects the clock by the send time, of the event before that of the request', () => {
    const wrong = { timestamp: '2026-10-01T10:00:00.000Z' };
    const at = (r: InboxRow) => only(r)?.occurredAt.toISOString();
    expect(at(row([track(wrong)], { envelope: { sentAt: '2026-10-01T10:00:05.000Z' } }))).toBe('2026-10-02T11:59:55.000Z');
    expect(at(row([track({ ...wrong, sentAt: '2026-10-01T10:00:01.000Z' })], { envelope: { sentAt: '2026-10-01T10:00:05.000Z' } }))).toBe(
      '2026-10-02T11:59:59.000Z',
    );
    expect(at(row([track(wrong)], { envelope: { sentAt: '2026-10-01T10:00:05.000Z' }, mode: 'import' }))).toBe('2026-10-01T10:00:00.000Z');
    expect(at(row([track({})]))).toBe('2026-10-02T12:00:00.000Z');
  });

  it('refuses times before 1970 and after tomorrow, and events without an identifier', () => {
    const codes = parseRow(
      row([
        track({ timestamp: '1969-12-31T23:59:59.999Z' }),
        track({ timestamp: '2026-10-04T00:00:00.000Z' }),
        track({ userId: 'null', anonymousId: '-1' }),
        track({ timestamp: '1970-01-01T00:00:00.000Z' }),
        track({ timestamp: '2026-10-03T23:59:59.999Z' }),
      ]),
      undefined,
    );
    expect(codes.rejects.map((r) => r.code)).toEqual(['time_out_of_range', 'time_out_of_range', 'no_identifier']);
    expect(codes.events).toHaveLength(2);
    expect(codes.total).toBe(5);
  });

  it('rejects a row that cannot be read as a whole', () => {
    const broken = { ...row([]), body: '{"batch": [' };
    expect(parseRow(broken, undefined)).toMatchObject({ events: [], rejects: [{ code: 'malformed' }], total: 1 });
  });

  it('gives the event the address and browser of its request when it has none', () => {
    const envelope = { ip: '203.0.113.7', userAgent: 'Browser' };
    expect(only(row([track({ context: { ip: '198.51.100.1' } })], { envelope }))?.context).toEqual({
      ip: '198.51.100.1',
      userAgent: 'Browser',
    });
  });
});

describe('eventValue', () => {
  it('reads revenue before value before total, numbers and exact numerals only', () => {
    expect(eventValue({ revenue: 1, value: 2, total: 3 })).toBe(1);
    expect(eventValue({ value: '42.10' })).toBe(42.1);
    expect(eventValue({ total: -3 })).toBe(-3);
    for (const value of ['1,5', '€5', '', null, true, 1e16, Number.NaN, [1]]) expect(eventValue({ value })).toBeNull();
  });

  it('reads currency codes', () => {
    expect(eventCurrency({ currency: 'eur' })).toBe('EUR');
    expect(eventCurrency({ currency: 'euro' })).toBeNull();
  });
});
