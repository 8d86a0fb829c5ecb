import { defineRoute } from '@/features/access/gate';
import { signOut } from '@/features/access/mutations/sign-out';

/** A plain form posts here, so that signing out works without a script too. */
export const POST = defineRoute({ permission: 'public', run: ({ request }) => signOut(request.headers) });
