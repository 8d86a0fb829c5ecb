'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { defineAction } from '@/features/access/gate';
import { liftBlock } from './mutations/bounces';
import { cancelCampaign, deleteCampaign, pauseCampaign, saveCampaign } from './mutations/campaigns';
import { saveSender } from './mutations/sender';
import { startCampaign } from './mutations/start-campaign';
import { archiveTemplate, saveTemplate } from './mutations/templates';
import { sendTestMail, testSender } from './mutations/test-mail';
import {
  archiveTemplateInput,
  campaignId,
  campaignInput,
  emptyInput,
  liftInput,
  pauseCampaignInput,
  senderInput,
  startInput,
  templateInput,
  testMailInput,
} from './schema';

export const saveSenderAction = defineAction({
  permission: 'emails:write',
  input: senderInput,
  run: async (input, scope) => {
    await saveSender(scope, input);
    revalidatePath('/emails', 'layout');
    return {};
  },
});

export const testSenderAction = defineAction({
  permission: 'emails:write',
  input: emptyInput,
  run: async (_input, scope) => {
    const t = await getTranslations('emails.sender.testMail');
    return testSender(scope, { subject: t('subject'), text: t('text') });
  },
});

export const saveTemplateAction = defineAction({
  permission: 'emails:write',
  input: templateInput,
  run: async (input, scope) => {
    const saved = await saveTemplate(scope, input);
    revalidatePath('/emails/templates');
    return saved;
  },
});

export const archiveTemplateAction = defineAction({
  permission: 'emails:write',
  input: archiveTemplateInput,
  run: async (input, scope) => {
    await archiveTemplate(scope, input);
    revalidatePath('/emails/templates');
    return {};
  },
});

export const testMailAction = defineAction({
  permission: 'emails:write',
  input: testMailInput,
  run: ({ profileId, ...content }, scope) => sendTestMail(scope, content, profileId),
});

export const saveCampaignAction = defineAction({
  permission: 'emails:write',
  input: campaignInput,
  run: async (input, scope) => {
    const saved = await saveCampaign(scope, input);
    revalidatePath('/emails');
    revalidatePath(`/emails/${saved.id}`);
    return saved;
  },
});

export const startCampaignAction = defineAction({
  permission: 'emails:send',
  input: startInput,
  run: async (input, scope) => {
    await startCampaign(scope, input);
    revalidatePath(`/emails/${input.id}`);
    return {};
  },
});

export const pauseCampaignAction = defineAction({
  permission: 'emails:send',
  input: pauseCampaignInput,
  run: async (input, scope) => {
    await pauseCampaign(scope, input);
    revalidatePath(`/emails/${input.id}`);
    return {};
  },
});

export const cancelCampaignAction = defineAction({
  permission: 'emails:send',
  input: campaignId,
  run: async ({ id }, scope) => {
    await cancelCampaign(scope, id);
    revalidatePath(`/emails/${id}`);
    return {};
  },
});

export const deleteCampaignAction = defineAction({
  permission: 'emails:write',
  input: campaignId,
  run: async ({ id }, scope) => {
    await deleteCampaign(scope, id);
    revalidatePath('/emails');
    return {};
  },
});

export const liftBlockAction = defineAction({
  permission: 'emails:write',
  input: liftInput,
  run: async (input, scope) => {
    await liftBlock(scope, input);
    revalidatePath(`/profiles/${input.profileId}`);
    return {};
  },
});
