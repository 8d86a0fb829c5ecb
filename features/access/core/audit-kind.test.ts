import { expect, it } from 'vitest';
import { kindOfAction } from './audit-kind';

it('tells seeing from taking out and from changing', () => {
  const actions = [
    'profile.viewed',
    'profile.read',
    'segment.members_read',
    'segment.sample_viewed',
    'profile.revealed',
    'segment.explained',
    'email.preview_viewed',
    'campaign.messages_viewed',
  ];
  expect(actions.map(kindOfAction)).toEqual(actions.map(() => 'viewed'));
  const out = [
    'audit.exported',
    'segment.exported',
    'segment.export_downloaded',
    'rejects.downloaded',
    'package.made',
    'consent.link_made',
    'email_test.sent',
  ];
  expect(out.map(kindOfAction)).toEqual(out.map(() => 'exported'));
  const changes = ['profile.trait_edited', 'consent.withdrawn', 'profile.link_disabled', 'user.role_changed', 'request.approved'];
  expect(changes.map(kindOfAction)).toEqual(changes.map(() => 'changed'));
  expect(['session.opened', 'api_key.used', 'profile.hidden'].map(kindOfAction)).toEqual([null, null, null]);
});
