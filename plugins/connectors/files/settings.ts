import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';

const sftp = { showWhen: { field: 'place', is: ['sftp'] } };
const missing = keyed('destination.missing', 'Fill this in');

/** Where files come from, which, and what becomes of them. Flat, as every settings form is. */
export const settings = z
  .strictObject({
    place: z
      .enum(['folder', 'sftp'])
      .default('folder')
      .meta({ title: 'Where', description: 'A folder of this installation, or an SFTP server.' }),
    host: z
      .string()
      .trim()
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
      .trim()
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
      .trim()
      .max(200)
      .default('')
      .meta({
        title: 'Key of the server',
        description: 'Leave it empty and test: the test reports the key.',
        placeholder: 'SHA256:…',
        ...sftp,
      }),
    directory: z
      .string()
      .trim()
      .max(500)
      .default('')
      .meta({ title: 'Folder', description: 'Below the folder for files, or on the server.', placeholder: 'incoming/crm' }),
    pattern: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .regex(/^[^/\\]+$/, keyed('connector.pattern', 'A file name with * and ?, without folders'))
      .default('*.csv*')
      .meta({
        title: 'File names',
        description: '* stands for any text, ? for one character. Files that end in .gz are unpacked.',
        placeholder: 'customers-*.csv',
      }),
    afterwards: z
      .enum(['keep', 'move'])
      .default('keep')
      .meta({ title: 'After reading', description: 'What becomes of a file that was read whole.' }),
    moveTo: z
      .string()
      .trim()
      .regex(/^[^/\\.][^/\\]*$/, keyed('connector.folder', 'The name of one folder'))
      .max(100)
      .default('processed')
      .meta({ title: 'Moved to', description: 'A folder beside the files.', showWhen: { field: 'afterwards', is: ['move'] } }),
  })
  .superRefine((given, context) => {
    if (given.place !== 'sftp') return;
    const need = (field: 'host' | 'username' | 'password', value: string) => {
      if (!value.trim()) context.addIssue({ code: 'custom', path: [field], message: missing });
    };
    need('host', given.host);
    need('username', given.username);
    need('password', given.password || given.privateKey);
  });

export type FilesSettings = z.output<typeof settings>;

/** Whether a file's name fits `*` and `?`; upper and lower case are the same. Linear in the name's length for any pattern. */
export function fits(name: string, pattern: string): boolean {
  const [n, p] = [name.toLowerCase(), pattern.toLowerCase()];
  let [i, j, star, back] = [0, 0, -1, 0];
  while (i < n.length) {
    if (j < p.length && p[j] === '*') [star, back, j] = [j, i, j + 1];
    else if (j < p.length && (p[j] === '?' || p[j] === n[i])) [i, j] = [i + 1, j + 1];
    else if (star >= 0) [j, back, i] = [star + 1, back + 1, back + 1];
    else return false;
  }
  while (p[j] === '*') j += 1;
  return j === p.length;
}
