'use server';

import { revalidatePath } from 'next/cache';
import { defineAction } from '@/features/access/gate';
import { createPackageLink, prepareDownload } from './mutations/hand-out';
import { packageOfRequest } from './schema';

export const preparePackageAction = defineAction({
  permission: 'requests:write',
  input: packageOfRequest,
  run: async ({ requestId }, scope) => prepareDownload(scope, requestId),
});

export const packageLinkAction = defineAction({
  permission: 'requests:write',
  input: packageOfRequest,
  run: async ({ requestId }, scope) => {
    const link = await createPackageLink(scope, requestId);
    revalidatePath(`/requests/${requestId}`);
    return link;
  },
});
