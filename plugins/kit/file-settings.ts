import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';
import type { Schedule } from '@/lib/schedule';

const sftp = { showWhen: { field: 'place', is: ['sftp'] } };
const missing = keyed('destination.missing', 'Fill this in');

/** Where a file destination writes, and when. Flat, as every settings form is. */
export const fileSettings = z
  .strictObject({
    place: z
      .enum(['folder', 'sftp'])
      .default('folder')
      .meta({ title: 'Where', description: 'A folder of this installation, or an SFTP server.' }),
    host: z
      .string()
      .max(253)
      .default('')
      .meta({ title: 'Server', placeholder: 'sftp.example.com', ...sftp }),
    port: z
      .number()
      .int()
      .min(1)
      .max(65_535)
      .default(22)
      .meta({ title: 'Port', ...sftp }),
    username: z
      .string()
      .max(200)
      .default('')
      .meta({ title: 'User name', ...sftp }),
    password: z
      .string()
      .max(500)
      .default('')
      .meta({ title: 'Password', widget: 'secret', ...sftp }),
    privateKey: z
      .string()
      .max(20_000)
      .default('')
      .meta({ title: 'Private key', description: 'Instead of a password.', widget: 'secret-text', ...sftp }),
    hostKey: z
      .string()
      .max(200)
      .default('')
      .meta({
        title: 'Key of the server',
        description: 'Leave it empty, send a test, compare the key it reports with that of the server, and enter it here.',
        placeholder: 'SHA256:…',
        ...sftp,
      }),
    directory: z
      .string()
      .max(500)
      .default('')
      .meta({ title: 'Folder', description: 'Below the folder for files, or on the server.', placeholder: 'audiences/shop' }),
    every: z.enum(['quarter', 'hour', 'day', 'week']).default('day').meta({ title: 'How often' }),
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, keyed('destination.time', 'A time such as 06:30'))
      .default('06:00')
      .meta({ title: 'At', description: 'In the time zone of the company.', showWhen: { field: 'every', is: ['day', 'week'] } }),
    weekday: z
      .enum(['1', '2', '3', '4', '5', '6', '7'])
      .default('1')
      .meta({ title: 'On', showWhen: { field: 'every', is: ['week'] } }),
  })
  .superRefine((settings, context) => {
    if (settings.place !== 'sftp') return;
    const need = (field: 'host' | 'username' | 'password', given: string) => {
      if (!given.trim()) context.addIssue({ code: 'custom', path: [field], message: missing });
    };
    need('host', settings.host);
    need('username', settings.username);
    need('password', settings.password || settings.privateKey);
  });

export type FileSettings = z.output<typeof fileSettings>;

/** When its files are due. */
export function scheduleOf({ every, at, weekday }: FileSettings): Schedule {
  if (every === 'quarter') return { every: 'minutes', minutes: 15 };
  if (every === 'hour') return { every };
  return every === 'day' ? { every, at } : { every, at, weekday: Number(weekday) };
}
