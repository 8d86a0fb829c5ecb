import { z } from 'zod';

const row = z.record(z.string(), z.unknown());

/** The shape of `data.json`, published in the package as JSON schema. */
export const packageSchema = z
  .object({
    type: z.literal('tessera/access-package'),
    version: z.literal(1),
    kind: z.enum(['access', 'portability']).meta({ description: 'portability: only what the person gave and did' }),
    createdAt: z.iso.datetime(),
    controller: z.string().meta({ description: 'The company that holds the data' }),
    request: z.int().nullable().meta({ description: 'The number of the request that this answers' }),
    profileIds: z.array(z.uuid()),
    about: z.object({
      purposes: z.array(z.object({ key: z.string(), name: z.string(), description: z.string(), lawfulBasis: z.string() })),
      recipients: z.array(z.object({ name: z.string(), kind: z.string(), firstToldAt: z.iso.datetime(), lastToldAt: z.iso.datetime() })),
      sources: z.array(z.object({ name: z.string(), kind: z.string() })),
      retention: z.array(z.object({ table: z.string(), rule: z.string() })),
      automatedDecisions: z.array(z.object({ model: z.string(), version: z.int(), fittedAt: z.iso.datetime() })),
    }),
    data: z.record(z.string(), z.array(row)).meta({ description: 'Rows by table; times are UTC, in ISO 8601' }),
  })
  .meta({ title: 'Everything that is held about a person' });

/** For actions and routes about the package of a request. */
export const packageOfRequest = z.object({ requestId: z.uuid() });
export const packageParams = z.object({ id: z.uuid() });
export const linkParams = z.object({ token: z.string().regex(/^pkg_[\w-]{20,100}$/) });
