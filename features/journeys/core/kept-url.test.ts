import { describe, expect, test } from 'vitest';
import { keptUrl } from './kept-url';

describe('what is kept of an address', () => {
  test.each([
    ['https://shop.example/sale?email=ada@example.com#ada', 'https://shop.example/sale'],
    ['https://user:secret@shop.example:8443/a/b/', 'https://shop.example:8443/a/b/'],
    ['https://shop.example/who/ada%40example.com/orders', 'https://shop.example/who'],
    ['https://shop.example/u/ann%2540example.com', 'https://shop.example/u'],
    ['https://shop.example/u/ann%25252525252540example.com', 'https://shop.example/u'],
    ['https://shop.example/u/%E0%A4%A', 'https://shop.example/u'],
    ['https://shop.example/p/+4917012345', 'https://shop.example/p'],
    ['https://shop.example/p/0170%20123-4567/x', 'https://shop.example/p'],
    ['https://shop.example/login/x8Fk2LmQ90aZbYtR4wE1', 'https://shop.example/login'],
    ['https://shop.example/login/Ab3-dE5_fG7hI-9jK1lM2nO', 'https://shop.example/login'],
    ['https://shop.example/r/0193a1b2-0000-7000-8000-00000000000a/x', 'https://shop.example/r'],
    ['https://shop.example/r/d41d8cd98f00b204e9800998ecf8427e', 'https://shop.example/r'],
  ])('%s is kept as %s', (from, kept) => {
    expect(keptUrl(from)).toBe(kept);
  });

  test.each([
    'https://shop.example/spring-collection-2026/mugs/blue-mug-with-handle-12',
    'https://shop.example/Sale-2026-Spring-Collection/',
    'https://shop.example/p/4006381333931',
    'https://shop.example/internationalisation',
    'https://shop.example/%D9%81%D8%B1%D9%88%D8%B4/50%25',
  ])('%s is kept whole', (address) => {
    expect(keptUrl(address)).toBe(address);
  });
});
