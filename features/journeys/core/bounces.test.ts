import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isDeadAddress } from './bounce-kind';
import { bounceToken, readBounceToken, returnPath } from './bounce-token';
import { parseDsn } from './parse-dsn';

const id = randomUUID();

describe('the mark in the return path', () => {
  test('names its message, in either case, and no other', () => {
    const path = returnPath('bounces@shop.example', 'news@shop.example', id);
    expect(path).toBe(`bounces+${bounceToken(id)}@shop.example`);
    expect(path.split('@')[0]?.length).toBeLessThanOrEqual(64 + 0);
    expect(readBounceToken(`To: <${path}>`)).toBe(id);
    expect(readBounceToken(`To: <${path.toUpperCase()}>`)).toBe(id);
    expect(readBounceToken(bounceToken(id).replace(/.$/, (c) => (c === '0' ? '1' : '0')))).toBeUndefined();
  });

  test('is left out without an address for returned messages', () => {
    expect(returnPath('', 'news@shop.example', id)).toBe('news@shop.example');
  });
});

const dsn = (lines: string[]) => lines.join('\r\n');

describe('a notification', () => {
  test.each([
    [
      'Postfix',
      [
        'To: bounces+TOKEN@shop.example',
        '',
        'Final-Recipient: rfc822; a@b.example',
        'Action: failed',
        'Status: 5.1.1',
        'Diagnostic-Code: smtp; 550 5.1.1 unknown',
      ],
      'failed',
      '5.1.1',
    ],
    [
      'Exchange, to our own address',
      ['To: news@shop.example', '', 'Action: failed', 'Status: 5.2.2', '', 'Return-Path: <bounces+TOKEN@shop.example>'],
      'failed',
      '5.2.2',
    ],
    ['a delay', ['To: bounces+TOKEN@shop.example', '', 'Action: delayed', 'Status: 4.4.7'], 'delayed', '4.4.7'],
    ['a success', ['To: bounces+TOKEN@shop.example', '', 'Action: delivered', 'Status: 2.0.0'], 'delivered', '2.0.0'],
    ['a status without an action', ['To: bounces+TOKEN@shop.example', '', 'Status: 5.1.10 (x)'], 'failed', '5.1.10'],
    [
      'one with a line that was broken',
      [
        'To: x@y.example',
        '',
        'Action: failed',
        'Status: 5.1.1',
        `X: bounces+${bounceToken(id).slice(0, 20)}=`,
        `${bounceToken(id).slice(20)}@shop.example`,
      ],
      'failed',
      '5.1.1',
    ],
  ])('of %s', (_, lines, action, status) => {
    expect(parseDsn(dsn(lines).replace('TOKEN', bounceToken(id)))).toEqual({ messageId: id, action, status });
  });

  test.each([
    ['an answer from a holiday', `To: bounces+${bounceToken(id)}@shop.example\r\nSubject: I am away\r\n\r\nBack on Monday`],
    [
      'a mark that is not ours',
      dsn([`To: bounces+${'a'.repeat(32)}.${'b'.repeat(20)}@shop.example`, '', 'Action: failed', 'Status: 5.1.1']),
    ],
    ['nothing', ''],
  ])('is not %s', (_, raw) => expect(parseDsn(raw)).toBeUndefined());
});

test.each([
  [{ stage: 'recipient', code: 550, status: '5.1.1' }, true],
  [{ stage: 'recipient', code: 550, status: null }, true],
  [{ stage: 'dsn', code: null, status: '5.1.10' }, true],
  [{ stage: 'data', code: 550, status: '5.2.1' }, true],
  [{ stage: 'recipient', code: 552, status: '5.2.2' }, false],
  [{ stage: 'recipient', code: 550, status: '5.7.1' }, false],
  [{ stage: 'data', code: 554, status: null }, false],
  [{ stage: 'dsn', code: null, status: null }, false],
] as const)('%j is about the address itself: %s', (refusal, dead) => expect(isDeadAddress(refusal)).toBe(dead));
