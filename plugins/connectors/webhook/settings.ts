import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';
import { keyOf } from './key-of';

const MIN_KEY_BYTES = 16;

const headerName = z
  .string()
  .trim()
  .max(100)
  .regex(/^[A-Za-z0-9-]*$/, keyed('connector.header', 'A header’s name has letters, digits and hyphens'));

/** How callers prove who they are. */
export const settings = z
  .strictObject({
    scheme: z
      .enum(['standard', 'hmac', 'shared'])
      .default('standard')
      .meta({ title: 'Signature', description: 'How the sender proves who it is. Calls without a valid proof are refused.' }),
    secret: z
      .string()
      .min(16, keyed('destination.secret', 'At least 16 characters'))
      .max(200)
      .refine(
        (secret) => keyOf(secret).length >= MIN_KEY_BYTES,
        keyed('connector.secretKey', 'After whsec_ there must be at least 16 bytes, written as base64'),
      )
      .meta({ title: 'Signing secret', description: 'Known to the sender and to Tessera.', widget: 'secret' }),
    header: headerName.default('x-signature').meta({
      title: 'Header',
      description: 'The header that holds the signature or the secret.',
      showWhen: { field: 'scheme', is: ['hmac', 'shared'] },
    }),
    encoding: z
      .enum(['hex', 'base64'])
      .default('hex')
      .meta({ title: 'Written as', description: '', showWhen: { field: 'scheme', is: ['hmac'] } }),
    timestampHeader: headerName.default('').meta({
      title: 'Header of the time',
      description: 'Empty when the time is not signed. Otherwise “time.body” is signed.',
      showWhen: { field: 'scheme', is: ['hmac'] },
    }),
    tolerance: z
      .number()
      .int()
      .min(1)
      .max(86_400)
      .default(300)
      .meta({
        title: 'Seconds of tolerance',
        description: 'How far the signed time may be from now.',
        showWhen: { field: 'scheme', is: ['standard', 'hmac'] },
      }),
  })
  .superRefine((given, context) => {
    if (given.scheme !== 'standard' && given.header === '')
      context.addIssue({ code: 'custom', path: ['header'], message: keyed('destination.missing', 'Fill this in') });
  });

export type WebhookSettings = z.output<typeof settings>;
