import { expect, test } from 'vitest';
import { messageSchema } from './schema';

const clicked = (link: string) => messageSchema.safeParse({ kind: 'message', interaction: 'clicked', op: 'did', link });

test.each(['utm_campaign=spring', '/sale', 'https://shop.example/50%_off'])('a part of a link that is kept: %s', (link) => {
  expect(clicked(link).success).toBe(true);
});

test.each(['?id=7', '/sale?a', '/sale#top', 'ada@mail.example'])(
  'a part of a link that is never kept is refused with the reason: %s',
  (link) => {
    expect(clicked(link).error?.issues[0]?.message).toMatch(/^Leave out what stands from \? or # on/);
  },
);
