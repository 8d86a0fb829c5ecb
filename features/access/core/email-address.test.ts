import { describe, expect, test } from 'vitest';
import { emailAddress } from './email-address';

describe('emailAddress', () => {
  test.each([
    ['ann@example.com', 'ann@example.com'],
    ['  Ann.Lee+crm@Shop.Example.co.uk ', 'ann.lee+crm@shop.example.co.uk'],
    ['owner@localhost', 'owner@localhost'],
    ["o'neil@example.com", "o'neil@example.com"],
  ])('%s', (text, expected) => {
    expect(emailAddress.parse(text)).toBe(expected);
  });

  test.each([
    '"ann@evil.example"@victim.example',
    'ann@victim.example,eve@evil.example',
    'ann@victim.example;eve@evil.example',
    'ann@victim.example eve@evil.example',
    'ann@victim.example\r\nBcc: eve@evil.example',
    'ann@victim.example\u0000',
    'ann＠victim.example',
    'ann﹫victim.example',
    'аnn@victim.example',
    'ann@viсtim.example',
    'ann@victim.example@evil.example',
    'Ann <ann@victim.example>',
    'ann@[127.0.0.1]',
    'ann@example',
    'ann@-example.com',
    '.ann@example.com',
    'ann..lee@example.com',
    '@example.com',
    'ann@',
    '',
    `${'a'.repeat(65)}@example.com`,
    `a@${'a.'.repeat(150)}com`,
    'ann(comment)@example.com',
    'ann%0d%0a@example.com\u2028',
  ])('refuses %j', (text) => {
    expect(emailAddress.safeParse(text).success).toBe(false);
  });
});
