import { expect, test } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from './openapi';

type Node = { all: Node[] } | { kind: 'x' };
const node: z.ZodType<Node> = z
  .union([z.strictObject({ all: z.array(z.lazy(() => node)) }), z.strictObject({ kind: z.literal('x') })])
  .meta({ id: 'TestRule' });
const tree: z.ZodType<unknown> = z.object({ children: z.array(z.lazy(() => tree)) });

const document = openApiDocument({
  url: 'https://cdp.example.com',
  version: '1.2.3',
  published: [node],
  operations: [
    {
      path: '/api/v1/things/{id}',
      method: 'POST',
      surface: {
        kind: 'route',
        permission: { scope: 'segments:write' },
        params: z.object({ id: z.uuid() }),
        query: z.object({ limit: z.coerce.number().int().default(20), q: z.string() }),
        body: z.strictObject({ rule: node }),
        output: z.object({ tree }),
        status: 201,
      },
    },
  ],
});
const text = JSON.stringify(document);

test('every reference leads to a component', () => {
  const { schemas } = document.components as { schemas: Record<string, unknown> };
  const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((m) => m[1] ?? '');
  expect(refs.length).toBeGreaterThan(3);
  for (const ref of refs) expect(Object.keys(schemas)).toContain(ref.replace('#/components/schemas/', ''));
  expect(text).not.toContain('$defs');
});

test('an operation says what it takes, gives and asks for', () => {
  const paths = document.paths as Record<string, Record<string, Record<string, unknown>>>;
  const operation = paths['/api/v1/things/{id}']?.post;
  expect(operation).toMatchObject({
    operationId: 'postThingsId',
    security: [{ key: ['segments:write'] }],
    parameters: [
      { name: 'id', in: 'path', required: true },
      { name: 'limit', in: 'query', required: false },
      { name: 'q', in: 'query', required: true },
    ],
    responses: { 201: {}, default: {} },
  });
  expect(JSON.stringify(operation?.requestBody)).toContain('#/components/schemas/TestRule');
});
