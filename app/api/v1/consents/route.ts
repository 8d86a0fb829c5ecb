import { defineRoute } from '@/features/access/gate';
import { saveConsentInput } from '@/features/consent/mutations/save-consent-input';
import { consentAnswer, consentInput } from '@/features/consent/schema';

export const POST = defineRoute({
  permission: { scope: 'consents:write' },
  summary: 'Record what a person said about a purpose on a channel; effective when answered',
  body: consentInput,
  output: consentAnswer,
  run: ({ body }, scope) => saveConsentInput(scope, body),
});
