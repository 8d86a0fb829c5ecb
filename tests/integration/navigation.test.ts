import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { navIcons } from '@/components/shell/nav-icons';
import { navigation } from '@/components/shell/navigation';
import { permissions } from '@/features/access/constants';
import en from '@/messages/en/common.json';

const items = navigation.flatMap((group) => group.items);

test.each(items)('$href has a page, an icon, a name and a permission', ({ key, href, permission }) => {
  expect(existsSync(`app/(console)${href === '/' ? '' : href}/page.tsx`)).toBe(true);
  expect(navIcons[key]).toBeDefined();
  expect(en.nav[key]).toBeTruthy();
  expect(permissions).toContain(permission);
});

test('no two places share a key of the keyboard', () => {
  expect(new Set(items.map((item) => item.letter)).size).toBe(items.length);
});
