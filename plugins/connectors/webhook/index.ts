import { defineConnector } from '@/plugins/kit/connector';
import { settings } from './settings';
import { verify } from './verify';

/** Takes signed JSON calls of any shape. */
export const webhook = defineConnector({
  variant: 'webhook',
  id: 'webhook',
  name: 'Webhook',
  docs: 'docs/connectors.md#webhook',
  settings,
  verify,
});
