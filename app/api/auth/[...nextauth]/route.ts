import NextAuth from 'next-auth';
import { z } from 'zod';
import { authOptions } from '@/features/access/auth-options';
import { defineRoute } from '@/features/access/gate';

// Only what signing in with a password needs: the rest of next-auth's paths do not exist here.
const get = z.object({ nextauth: z.tuple([z.enum(['csrf', 'providers'])]) });
const post = z.object({ nextauth: z.tuple([z.literal('callback'), z.literal('credentials')]) });

export const GET = defineRoute({
  permission: 'public',
  params: get,
  run: ({ request, params }): Promise<Response> => NextAuth(authOptions())(request, { params: Promise.resolve(params) }),
});

export const POST = defineRoute({
  permission: 'public',
  params: post,
  run: ({ request, params }): Promise<Response> => NextAuth(authOptions())(request, { params: Promise.resolve(params) }),
});
