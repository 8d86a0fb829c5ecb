import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connectorOf, connectors } from '../connectors/registry';
import type { AnyConnector } from './connector';
import { isSecret, settingsFields } from './settings-fields';

const slug = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/\s+/g, '-');

describe.each(Object.entries(connectors) as [string, AnyConnector][])('%s', (id, connector) => {
  it('is filed under its id, and its documentation exists', () => {
    expect(connector.id).toBe(id);
    const [file = '', anchor] = connector.docs.split('#');
    const headings = readFileSync(file, 'utf8').match(/^#+ .*$/gm) ?? [];
    expect(headings.map((line) => slug(line.replace(/^#+ /, '')))).toContain(anchor);
  });

  it('has settings that a form can be made of, and refuses fields that are not among them', () => {
    expect(Object.keys(z.toJSONSchema(connector.settings, { io: 'input' }).properties ?? {}).length).toBeGreaterThan(0);
    expect(connector.settings.safeParse({ unknown: 1 }).success).toBe(false);
    for (const field of settingsFields(connector)) expect(field.title.length).toBeGreaterThan(0);
    for (const field of settingsFields(connector).filter(({ name }) => /password|secret|privatekey/i.test(name)))
      expect(isSecret(field)).toBe(true);
  });

  it('has what its variant asks for', () => {
    if (connector.variant === 'pull')
      expect([connector.check, connector.describe, connector.read, connector.streams].map((f) => typeof f)).toEqual(
        Array(4).fill('function'),
      );
    else if (connector.variant === 'files')
      expect([connector.check, connector.list, connector.fetch, connector.finish].map((f) => typeof f)).toEqual(Array(4).fill('function'));
    else
      expect(
        connector.verify(
          { headers: {}, body: Buffer.alloc(0), now: new Date() },
          connector.settings.parse({ secret: 'sixteen letters of it' }),
        ).ok,
      ).toBe(false);
  });
});

it('knows no other kinds', () => {
  for (const kind of ['sdk', 'constructor', '__proto__', '']) expect(connectorOf(kind)).toBeUndefined();
});
