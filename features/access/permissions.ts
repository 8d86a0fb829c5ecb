import { permissions } from './constants';
import type { ApiScope, Permission, PersonalData, Role } from './types';

export type { Permission } from './types';

/** What each role may do. A permission that is not here is refused. */
export const rolePermissions: Record<Role, ReadonlySet<Permission>> = {
  owner: new Set(permissions),
  marketer: new Set([
    'sources:read',
    'sources:write',
    'imports:write',
    'profiles:read',
    'profiles:edit',
    'profiles:note',
    'segments:read',
    'segments:write',
    'segments:export',
    'consents:read',
    'destinations:read',
    'destinations:write',
    'dashboards:read',
    'demo:write',
    'account:write',
  ]),
  compliance: new Set([
    'sources:read',
    'profiles:read',
    'profiles:edit',
    'profiles:note',
    'segments:read',
    'consents:read',
    'consents:write',
    'purposes:write',
    'destinations:read',
    'dashboards:read',
    'audit:read',
    'account:write',
  ]),
  support: new Set([
    'profiles:read',
    'profiles:edit',
    'profiles:note',
    'profiles:reveal',
    'profiles:verify',
    'segments:read',
    'consents:read',
    'consents:write',
    'dashboards:read',
    'account:write',
  ]),
  analyst: new Set([
    'sources:read',
    'profiles:read',
    'segments:read',
    'consents:read',
    'destinations:read',
    'dashboards:read',
    'account:write',
  ]),
};

/** How much of a person each role sees. */
export const personalDataOf: Record<Role, PersonalData> = {
  owner: 'full',
  marketer: 'full',
  compliance: 'full',
  support: 'masked',
  analyst: 'none',
};

/** The permissions that an API scope stands for; who creates a key must hold them. */
export const apiScopePermissions: Record<ApiScope, readonly Permission[]> = {
  'profiles:read': ['profiles:read'],
  'segments:read': ['segments:read'],
  'segments:write': ['segments:write'],
  'consents:read': ['consents:read'],
  'consents:write': ['consents:write'],
};

/** What a caller must show: a session with a permission, an API key with a scope, or nothing. */
export type Requirement = Permission | 'public' | { session: Permission } | { scope: ApiScope };

/**
 * Every way into the product, and what it asks for: `<file> <export>`. A test walks the routes and actions of the code and of the
 * build, and fails on one that is missing here, asks for something else, or is not wrapped by the gate.
 */
export const surfaces: Record<string, Requirement> = {
  // access
  'app/(auth)/sign-out/route.ts POST': 'public',
  'app/api/auth/[...nextauth]/route.ts GET': 'public',
  'app/api/auth/[...nextauth]/route.ts POST': 'public',
  'app/api/openapi.json/route.ts GET': 'public',
  'app/api/internal/audit/route.ts GET': { session: 'audit:read' },
  'app/api/internal/audit/export/route.ts GET': { session: 'audit:read' },
  'features/access/actions.ts checkTokenAction': 'public',
  'features/access/actions.ts acceptInviteAction': 'public',
  'features/access/actions.ts resetPasswordAction': 'public',
  'features/access/actions.ts forgotPasswordAction': 'public',
  'features/access/actions.ts inviteUserAction': 'users:write',
  'features/access/actions.ts renewLinkAction': 'users:write',
  'features/access/actions.ts changeRoleAction': 'users:write',
  'features/access/actions.ts disableUserAction': 'users:write',
  'features/access/actions.ts enableUserAction': 'users:write',
  'features/access/actions.ts changePasswordAction': 'account:write',
  'features/access/actions.ts saveAccountAction': 'account:write',
  'features/access/actions.ts revokeSessionAction': 'account:write',
  'features/access/actions.ts createApiKeyAction': 'keys:write',
  'features/access/actions.ts revokeApiKeyAction': 'keys:write',
  'features/access/actions.ts saveCompanyAction': 'settings:write',
  // sources
  'features/sources/actions.ts createSourceAction': 'sources:write',
  'features/sources/actions.ts renameSourceAction': 'sources:write',
  'features/sources/actions.ts setSourceEnabledAction': 'sources:write',
  'features/sources/actions.ts setRateLimitAction': 'sources:write',
  'features/sources/actions.ts rotateKeyAction': 'sources:write',
  'features/sources/actions.ts deleteSourceAction': 'sources:write',
  'app/api/internal/sources/[id]/stats/route.ts GET': { session: 'sources:read' },
  'features/sources/demo/actions.ts startDemoAction': 'demo:write',
  'features/sources/demo/actions.ts setTrickleAction': 'demo:write',
  'app/api/internal/demo/route.ts GET': { session: 'dashboards:read' },
  // ingest
  'app/v1/[...path]/route.ts GET': 'public',
  'app/v1/[...path]/route.ts OPTIONS': 'public',
  'app/v1/[...path]/route.ts POST': 'public',
  'app/b/route.ts GET': 'public',
  'app/b/route.ts OPTIONS': 'public',
  'app/b/route.ts POST': 'public',
  'app/analytics.js/[...path]/route.ts GET': 'public',
  'app/analytics.js/[...path]/route.ts OPTIONS': 'public',
  'app/analytics-next/[...path]/route.ts GET': 'public',
  'app/analytics-next/[...path]/route.ts OPTIONS': 'public',
  'features/ingest/actions.ts replayRejectAction': 'sources:write',
  'features/ingest/actions.ts replayRejectsAction': 'sources:write',
  'app/api/internal/sources/[id]/events/route.ts GET': { session: 'sources:read' },
  'app/api/internal/sources/[id]/rejects/route.ts GET': { session: 'sources:read' },
  'app/api/internal/sources/[id]/rejects/download/route.ts GET': { session: 'sources:write' },
  'features/ingest/imports/actions.ts setImportFormatAction': 'imports:write',
  'features/ingest/imports/actions.ts checkImportAction': 'imports:write',
  'features/ingest/imports/actions.ts runImportAction': 'imports:write',
  'features/ingest/imports/actions.ts cancelImportAction': 'imports:write',
  'features/ingest/imports/actions.ts deleteImportAction': 'imports:write',
  'app/api/internal/imports/route.ts POST': { session: 'imports:write' },
  'app/api/internal/imports/[id]/route.ts GET': { session: 'imports:write' },
  'app/api/internal/imports/[id]/rejects/route.ts GET': { session: 'imports:write' },
  // identity
  // profiles
  'app/api/v1/profiles/route.ts GET': { scope: 'profiles:read' },
  'app/api/v1/profiles/[id]/route.ts GET': { scope: 'profiles:read' },
  'app/api/v1/profiles/[id]/events/route.ts GET': { scope: 'profiles:read' },
  'app/api/internal/profiles/route.ts GET': { session: 'profiles:read' },
  'app/api/internal/profiles/count/route.ts GET': { session: 'profiles:read' },
  'app/api/internal/profiles/search/route.ts GET': { session: 'profiles:read' },
  'app/api/internal/profiles/[id]/events/route.ts GET': { session: 'profiles:read' },
  'features/profiles/actions.ts revealAction': 'profiles:reveal',
  'features/profiles/actions.ts hideAction': 'profiles:reveal',
  'features/profiles/actions.ts verifyAction': 'profiles:verify',
  'features/profiles/actions.ts addNoteAction': 'profiles:note',
  'features/profiles/actions.ts editTraitAction': 'profiles:edit',
  // consent
  'app/api/v1/consents/route.ts POST': { scope: 'consents:write' },
  'app/api/v1/profiles/[id]/consents/route.ts GET': { scope: 'consents:read' },
  'app/api/internal/consents/route.ts GET': { session: 'consents:read' },
  // traits
  // segments
  'features/segments/actions.ts createSegmentAction': 'segments:write',
  'features/segments/actions.ts updateSegmentAction': 'segments:write',
  'features/segments/actions.ts archiveSegmentAction': 'segments:write',
  'features/segments/actions.ts restoreSegmentAction': 'segments:write',
  'app/api/internal/segments/route.ts GET': { session: 'segments:read' },
  'app/api/internal/segments/preview/route.ts POST': { session: 'segments:write' },
  'app/api/internal/segments/[id]/members/route.ts GET': { session: 'segments:read' },
  'app/api/internal/segments/[id]/changes/route.ts GET': { session: 'segments:read' },
  'app/api/internal/segments/[id]/explain/route.ts GET': { session: 'segments:read' },
  'app/api/internal/segments/[id]/size/route.ts GET': { session: 'segments:read' },
  'app/api/internal/segments/search/route.ts GET': { session: 'segments:read' },
  'app/api/internal/segments/properties/route.ts GET': { session: 'segments:read' },
  'app/api/internal/segments/values/route.ts GET': { session: 'segments:read' },
  'app/api/v1/segments/route.ts GET': { scope: 'segments:read' },
  'app/api/v1/segments/route.ts POST': { scope: 'segments:write' },
  'app/api/v1/segments/preview/route.ts POST': { scope: 'segments:read' },
  'app/api/v1/segments/[id]/route.ts GET': { scope: 'segments:read' },
  'app/api/v1/segments/[id]/members/route.ts GET': { scope: 'segments:read' },
  'app/api/v1/segments/[id]/changes/route.ts GET': { scope: 'segments:read' },
  'app/api/v1/profiles/[id]/segments/route.ts GET': { scope: 'profiles:read' },
  'app/api/v1/profiles/[id]/segments/[segmentId]/explain/route.ts GET': { scope: 'profiles:read' },
  'app/api/segment-rule.schema.json/route.ts GET': 'public',
  // activation
  // insights
  'app/api/internal/overview/route.ts GET': { session: 'dashboards:read' },
  // operations
};
