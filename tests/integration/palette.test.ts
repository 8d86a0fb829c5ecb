import { expect, test } from 'vitest';
import { navigation } from '@/components/shell/navigation';
import { paletteActions } from '@/components/shell/palette-actions';
import { permissions } from '@/features/access/constants';
import { rolePermissions } from '@/features/access/permissions';
import type { Role } from '@/features/access/types';

const offeredTo = (role: Role) =>
  paletteActions.filter((a) => [...rolePermissions[role]].some((p) => p === a.permission)).map((a) => a.key);

test('the palette and the navigation ask for permissions that exist', () => {
  const asked = [...paletteActions, ...navigation.flatMap((group) => group.items)].map((item) => item.permission);
  expect(asked.filter((permission) => !permissions.some((known) => known === permission))).toEqual([]);
});

test('the palette offers to begin only what the role may finish', () => {
  const everything = ['createSource', 'importFile', 'createSegment', 'addDestination'];
  expect(offeredTo('owner')).toEqual(everything);
  expect(offeredTo('marketer')).toEqual(everything);
  expect(offeredTo('support')).toEqual([]);
  expect(offeredTo('compliance')).toEqual([]);
  expect(offeredTo('analyst')).toEqual([]);
});
