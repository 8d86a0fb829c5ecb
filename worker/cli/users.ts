import { sql } from '@/db/client';
import { roles } from '@/features/access/constants';
import { cliScope } from '@/features/access/core/scope';
import { createUser } from '@/features/access/mutations/users';
import { type Command, line, optional, required, UsageError } from './types';

export const usersCreate: Command = {
  name: 'users create',
  usage: '--email ADDRESS --role ROLE [--name NAME] [--password PASSWORD]',
  summary: 'Makes an account that can sign in at once.',
  details: [
    `--role      ${roles.join(', ')}`,
    '--password  without it one is made up; it is the last word of the last line, and shown only now',
  ],
  options: { email: { type: 'string' }, role: { type: 'string' }, name: { type: 'string' }, password: { type: 'string' } },
  run: async ({ values }, { out }) => {
    const text = required(values, 'role');
    const role = roles.find((known) => known === text);
    if (!role) throw new UsageError(`Unknown role ${text}: choose from ${roles.join(', ')}.`);
    const input = { email: required(values, 'email'), role, name: optional(values, 'name'), password: optional(values, 'password') };
    const user = await createUser(sql(), cliScope('tessera'), input);
    line(out, `Made the account ${user.email} with the role ${role}.`);
    if (user.generatedPassword !== undefined) line(out, `Password: ${user.generatedPassword}`);
  },
};
