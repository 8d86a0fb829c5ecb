'use server';

import { revalidatePath } from 'next/cache';
import { cookies } from 'next/headers';
import { after } from 'next/server';
import { sql } from '@/db/client';
import { localeCookie } from '@/lib/i18n/config';
import { canSendMail } from '@/lib/mail';
import { readToken } from './data/tokens';
import { defineAction } from './gate';
import { saveAccount } from './mutations/account';
import { createApiKey, revokeApiKey } from './mutations/api-keys';
import { saveCompany } from './mutations/company';
import { confirmPassword } from './mutations/confirm-password';
import { countResetRequest, requestReset } from './mutations/forgot-password';
import { mailLink } from './mutations/mail-link';
import { changePassword, setPasswordByToken } from './mutations/passwords';
import { revokeOwnSession } from './mutations/sessions';
import { changeRole, disableUser, enableUser, renewLink } from './mutations/team';
import { countTokenTry, deadToken } from './mutations/tokens';
import { inviteUser } from './mutations/users';
import {
  acceptInput,
  accountInput,
  apiKeyIdInput,
  apiKeyInput,
  companyInput,
  confirmInput,
  forgotInput,
  inviteInput,
  passwordInput,
  resetInput,
  roleInput,
  sessionInput,
  tokenInput,
  userIdInput,
} from './schema';

export const checkTokenAction = defineAction({
  permission: 'public',
  input: tokenInput,
  run: async ({ kind, token }, _scope, caller) => {
    await countTokenTry(caller);
    const found = await readToken(token, kind);
    if (!found) throw deadToken();
    return found;
  },
});

export const acceptInviteAction = defineAction({
  permission: 'public',
  input: acceptInput,
  run: async (input, _scope, caller) => {
    await countTokenTry(caller);
    return setPasswordByToken('invite', input);
  },
});

export const resetPasswordAction = defineAction({
  permission: 'public',
  input: resetInput,
  run: async (input, _scope, caller) => {
    await countTokenTry(caller);
    return setPasswordByToken('reset', input);
  },
});

export const forgotPasswordAction = defineAction({
  permission: 'public',
  input: forgotInput,
  run: async ({ email }, _scope, caller) => {
    await countResetRequest(email, caller);
    // After the answer, so that its time does not tell whether the address is known.
    if (canSendMail()) {
      after(async () => {
        const reset = await requestReset(email);
        if (reset) await mailLink({ email, kind: 'reset', ...reset });
      });
    }
    return { mail: canSendMail() };
  },
});

export const inviteUserAction = defineAction({
  permission: 'users:write',
  input: inviteInput,
  run: async (input, scope) => {
    const { email, token } = await inviteUser(scope, input);
    revalidatePath('/settings/team');
    return mailLink({ email, kind: 'invite', token });
  },
});

export const renewLinkAction = defineAction({
  permission: 'users:write',
  input: userIdInput,
  run: async ({ userId }, scope) => mailLink(await renewLink(scope, userId)),
});

export const changeRoleAction = defineAction({
  permission: 'users:write',
  input: roleInput,
  run: async (input, scope) => {
    await changeRole(scope, input);
    revalidatePath('/settings/team');
  },
});

export const disableUserAction = defineAction({
  permission: 'users:write',
  input: userIdInput,
  run: async ({ userId }, scope) => {
    await disableUser(scope, userId);
    revalidatePath('/settings/team');
  },
});

export const enableUserAction = defineAction({
  permission: 'users:write',
  input: userIdInput,
  run: async ({ userId }, scope) => {
    await enableUser(scope, userId);
    revalidatePath('/settings/team');
  },
});

export const changePasswordAction = defineAction({
  permission: 'account:write',
  input: passwordInput,
  run: async (input, scope) => {
    await changePassword(scope, input);
    revalidatePath('/settings/account');
  },
});

export const confirmPasswordAction = defineAction({
  permission: 'account:write',
  input: confirmInput,
  run: ({ password }, scope) => confirmPassword(scope, password),
});

export const saveAccountAction = defineAction({
  permission: 'account:write',
  input: accountInput,
  run: async (input, scope) => {
    await saveAccount(scope, input);
    (await cookies()).set(localeCookie, input.locale, { path: '/', maxAge: 365 * 86_400, sameSite: 'lax' });
    revalidatePath('/', 'layout');
  },
});

export const revokeSessionAction = defineAction({
  permission: 'account:write',
  input: sessionInput,
  run: async ({ sessionId }, scope) => {
    await revokeOwnSession(scope, sessionId);
    revalidatePath('/settings/account');
  },
});

export const createApiKeyAction = defineAction({
  permission: 'keys:write',
  input: apiKeyInput,
  run: async (input, scope) => {
    const created = await createApiKey(sql(), scope, input);
    revalidatePath('/settings/api-keys');
    return created;
  },
});

export const revokeApiKeyAction = defineAction({
  permission: 'keys:write',
  input: apiKeyIdInput,
  run: async ({ keyId }, scope) => {
    await revokeApiKey(scope, keyId);
    revalidatePath('/settings/api-keys');
  },
});

export const saveCompanyAction = defineAction({
  permission: 'settings:write',
  input: companyInput,
  run: async (input, scope) => {
    await saveCompany(scope, input);
    revalidatePath('/', 'layout');
  },
});
