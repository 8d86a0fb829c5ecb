import { z } from 'zod';
import { errorStatus } from '@/lib/errors';
import type { Surface } from './gated';

type Json = { [key: string]: unknown };

/** One operation: where it is, and what the gate knows of it. `path` as in `/api/v1/profiles/{id}`. */
export type Operation = { path: string; method: string; surface: Surface };

const said = { key: { type: 'string' }, values: { type: 'object', additionalProperties: { type: ['string', 'number'] } } };

const problem: Json = {
  type: 'object',
  description:
    'RFC 9457. `errors` names each wrong field or node of a rule by its path. `key` and `values` name the sentence for translation; they may change.',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', enum: [...Object.keys(errorStatus), 'internal'] },
    ...said,
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' }, ...said },
      },
    },
  },
};

const failure = {
  description: 'A problem document.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/**
 * The OpenAPI 3.1 document of the API, made from the very schemas that check requests and answers. A schema with `meta({ id })` becomes a
 * component under that name; `published` ones do so even where no operation names them.
 */
export function openApiDocument(options: { url: string; version: string; operations: Operation[]; published: z.ZodType[] }): Json {
  const schemas: Json = { Problem: problem };
  const schemaOf: SchemaOf = (schema, io) => toJsonSchema(schema, io, schemas);
  for (const schema of options.published) schemaOf(schema, 'input');
  const paths: Record<string, Json> = {};
  for (const { path, method, surface } of options.operations) {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(path, method, surface, schemaOf) };
  }
  const key = { type: 'http', scheme: 'bearer', description: 'An API key, made under Settings → API keys.' };
  return {
    openapi: '3.1.0',
    info: { title: 'Tessera', version: options.version, description: 'Profiles, segments and consents. See docs/api.md.' },
    servers: [{ url: options.url }],
    security: [{ key: [] }],
    paths,
    components: { schemas, securitySchemes: { key } },
  };
}

type SchemaOf = (schema: z.ZodType, io: 'input' | 'output') => Json;

function operationOf(path: string, method: string, surface: Surface, schemaOf: SchemaOf): Json {
  const { permission, params, query, body, output, status = 200, summary } = surface;
  const answer = output ? { content: { 'application/json': { schema: schemaOf(output, 'output') } } } : {};
  return {
    operationId: `${method.toLowerCase()}${path
      .replace(/^\/api\/v1/, '')
      .replace(/[{}]/g, '')
      .replace(/[/_-]+(\w)/g, (_, c: string) => c.toUpperCase())}`,
    ...(summary ? { summary } : {}),
    ...(typeof permission === 'object' && 'scope' in permission ? { security: [{ key: [permission.scope] }] } : {}),
    parameters: [...parametersOf(params, 'path', schemaOf), ...parametersOf(query, 'query', schemaOf)],
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } } : {}),
    responses: { [status]: { description: status === 201 ? 'Created.' : 'OK.', ...answer }, default: failure },
  };
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query', schemaOf: SchemaOf): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(property.description ? { description: property.description } : {}),
    schema: property,
  }));
}

/** zod's own JSON schema; what it puts under `$defs` goes to the document's components, where every operation can refer to it. */
function toJsonSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  // As a property, because a schema that contains itself would else refer to "#", which is the whole document here.
  const { properties, $defs = {} } = z.toJSONSchema(z.object({ it: schema }), { io, unrepresentable: 'any' }) as unknown as {
    properties: { it: Json };
    $defs?: Record<string, Json>;
  };
  const offset = Object.keys(schemas).length;
  const rename = (name: string) => name.replace(/^__schema(\d+)$/, (_, n: string) => `Part${offset + Number(n)}`);
  for (const [name, definition] of Object.entries($defs)) schemas[rename(name)] ??= rewritten({ ...definition, id: undefined }, rename);
  return inlined(rewritten(properties.it, rename) as Json, schemas);
}

/** Parameters are read from the object itself, so a reference at the very top is followed; bodies keep it. */
function inlined(json: Json, schemas: Json): Json {
  const name = typeof json.$ref === 'string' ? json.$ref.replace('#/components/schemas/', '') : undefined;
  const target = name === undefined ? undefined : (schemas[name] as Json | undefined);
  return target?.type === 'object' && name?.startsWith('Part') ? target : json;
}

function rewritten(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => rewritten(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === '$ref' && typeof inner === 'string')
        return [key, inner.replace(/^#\/\$defs\/(.+)$/, (_, n: string) => `#/components/schemas/${rename(n)}`)];
      return [key, rewritten(inner, rename)];
    }),
  );
}
