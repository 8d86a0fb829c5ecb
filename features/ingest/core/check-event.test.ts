import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_EVENT_BYTES, MAX_EVENT_DEPTH } from '../constants';
import { rawEventSchema } from '../schema';
import { checkEvent } from './check-event';

const check = (input: unknown) => checkEvent(input, () => 'made');
const refusal = (input: unknown) => {
  const result = check(input);
  return 'refusal' in result ? result.refusal : null;
};
const event = (input: unknown) => {
  const result = check(input);
  if ('refusal' in result) throw new Error(result.refusal);
  expect(JSON.parse(result.json)).toEqual(result.event);
  return result.event;
};
const track = { type: 'track', userId: 'u', event: 'E', messageId: 'm' };

describe('checkEvent', () => {
  it.each([
    [null, 'not_an_object'],
    [[], 'not_an_object'],
    ['text', 'not_an_object'],
    [{}, 'unknown_type'],
    [{ ...track, type: 'Track' }, 'unknown_type'],
    [{ ...track, userId: '' }, 'no_user_anon_id'],
    [{ ...track, userId: ' \u0000' }, 'no_user_anon_id'],
    [{ ...track, userId: {} }, 'invalid_id'],
    [{ ...track, userId: true }, 'invalid_id'],
    [{ ...track, userId: 'x'.repeat(256) }, 'invalid_id'],
    [{ ...track, userId: Number.POSITIVE_INFINITY }, 'invalid_id'],
    [{ ...track, event: undefined }, 'no_event_name'],
    [{ ...track, type: 'group' }, 'no_group_id'],
    [{ ...track, type: 'alias' }, 'no_previous_id'],
    [{ ...track, properties: [] }, 'invalid_properties'],
    [{ ...track, traits: 'x' }, 'invalid_traits'],
    [{ ...track, context: 5 }, 'invalid_context'],
    [{ ...track, timestamp: 'yesterday' }, 'invalid_timestamp'],
    [{ ...track, timestamp: '2026-13-45' }, 'invalid_timestamp'],
    [{ ...track, properties: { text: 'x'.repeat(MAX_EVENT_BYTES) } }, 'too_large'],
    [{ ...track, properties: { text: 'ü'.repeat(MAX_EVENT_BYTES / 2) } }, 'too_large'],
  ])('refuses %j as %s', (input, code) => {
    expect(refusal(input)).toBe(code);
  });

  it('takes exactly 32 KiB and 32 levels', () => {
    const empty = JSON.stringify({ type: 'track', messageId: 'm', userId: 'u', event: 'E', properties: { t: '' } }).length;
    expect(refusal({ ...track, properties: { t: 'x'.repeat(MAX_EVENT_BYTES - empty) } })).toBeNull();
    expect(refusal({ ...track, properties: { t: 'x'.repeat(MAX_EVENT_BYTES - empty + 1) } })).toBe('too_large');
    const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });
    expect(refusal({ ...track, properties: nested(MAX_EVENT_DEPTH - 1) })).toBeNull();
    expect(refusal({ ...track, properties: nested(MAX_EVENT_DEPTH) })).toBe('too_deep');
    expect(refusal({ ...track, properties: nested(9_000) })).toBe('too_deep');
  });

  it('makes numbers text, drops nulls and unknown fields, and fills the messageId', () => {
    expect(event({ type: 'track', userId: 42, anonymousId: null, event: 'E', properties: null, writeKey: 'k', _metadata: {} })).toEqual({
      type: 'track',
      messageId: 'made',
      userId: '42',
      event: 'E',
    });
  });

  it('cleans NUL, lone surrogates and __proto__, and keeps what only looks like them', () => {
    const properties = JSON.parse(
      '{"__proto__":{"admin":true},"a\\u0000b":"x\\u0000y","lone":"\\ud800","pair":"\\ud83d\\ude00","text":"\\\\u0000"}',
    );
    const cleaned = event({ ...track, properties }).properties;
    expect(Object.keys(cleaned ?? {})).toEqual(['ab', 'lone', 'pair', 'text']);
    expect(cleaned).toEqual({ ab: 'xy', lone: '\ufffd', pair: '\u{1f600}', text: '\\u0000' });
  });

  it('reads a time without a zone as UTC, and milliseconds', () => {
    expect(event({ ...track, timestamp: '2026-01-01 10:00:00' }).timestamp).toBe('2026-01-01T10:00:00Z');
    expect(event({ ...track, timestamp: '2026-01-01' }).timestamp).toBe('2026-01-01');
    expect(event({ ...track, timestamp: '2026-01-01T10:00:00.123456+02:00' }).timestamp).toBe('2026-01-01T10:00:00.123456+02:00');
    expect(event({ ...track, timestamp: 0 }).timestamp).toBe('1970-01-01T00:00:00.000Z');
    expect(event({ ...track, sentAt: 'nonsense' }).sentAt).toBeUndefined();
  });

  it('gives only what the published schema allows, whatever comes in', () => {
    const odd = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null), fc.object({ maxDepth: 3 }));
    const fields = [
      'messageId',
      'userId',
      'anonymousId',
      'previousId',
      'groupId',
      'event',
      'name',
      'properties',
      'traits',
      'context',
      'timestamp',
      'sentAt',
      'integrations',
    ];
    const input = fc
      .tuple(
        fc.constantFrom('track', 'page', 'screen', 'identify', 'group', 'alias', 'x'),
        fc.record(Object.fromEntries(fields.map((f) => [f, odd])), { requiredKeys: [] }),
      )
      .map(([type, rest]) => JSON.parse(JSON.stringify({ ...rest, type })));
    fc.assert(
      fc.property(input, (value) => {
        const result = check(value);
        if ('refusal' in result) return;
        rawEventSchema.parse(JSON.parse(result.json));
        expect(/\\u0000/.test(result.json.replaceAll('\\\\', ''))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});
