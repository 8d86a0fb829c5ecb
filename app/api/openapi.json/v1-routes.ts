import * as computedTrait from '../v1/computed-traits/[name]/route';
import * as computedTraits from '../v1/computed-traits/route';
import * as consents from '../v1/consents/route';
import * as emailBounces from '../v1/emails/bounces/route';
import * as listArchive from '../v1/lists/[id]/archive/route';
import * as listMembersRemove from '../v1/lists/[id]/members/remove/route';
import * as listMembers from '../v1/lists/[id]/members/route';
import * as listRestore from '../v1/lists/[id]/restore/route';
import * as list from '../v1/lists/[id]/route';
import * as lists from '../v1/lists/route';
import * as profileConsents from '../v1/profiles/[id]/consents/route';
import * as profileEvents from '../v1/profiles/[id]/events/route';
import * as profile from '../v1/profiles/[id]/route';
import * as profileExplain from '../v1/profiles/[id]/segments/[segmentId]/explain/route';
import * as profileSegment from '../v1/profiles/[id]/segments/[segmentId]/route';
import * as profileSegments from '../v1/profiles/[id]/segments/route';
import * as profiles from '../v1/profiles/route';
import * as segmentArchive from '../v1/segments/[id]/archive/route';
import * as segmentChanges from '../v1/segments/[id]/changes/route';
import * as segmentCount from '../v1/segments/[id]/count/route';
import * as segmentEligibility from '../v1/segments/[id]/eligibility/route';
import * as segmentEvaluate from '../v1/segments/[id]/evaluate/route';
import * as segmentMembers from '../v1/segments/[id]/members/route';
import * as segmentRestore from '../v1/segments/[id]/restore/route';
import * as segment from '../v1/segments/[id]/route';
import * as segmentStop from '../v1/segments/[id]/stop/route';
import * as segmentVersionRestore from '../v1/segments/[id]/versions/[version]/restore/route';
import * as segmentVersions from '../v1/segments/[id]/versions/route';
import * as segmentOverlap from '../v1/segments/overlap/route';
import * as segmentPreview from '../v1/segments/preview/route';
import * as segments from '../v1/segments/route';
import * as subjectRequest from '../v1/subject-requests/[id]/route';
import * as subjectRequests from '../v1/subject-requests/route';

/** Every route of the public API by its path; a test compares this with the folders. */
export const v1Routes: Record<string, Record<string, unknown>> = {
  '/api/v1/profiles': profiles,
  '/api/v1/profiles/{id}': profile,
  '/api/v1/profiles/{id}/events': profileEvents,
  '/api/v1/profiles/{id}/consents': profileConsents,
  '/api/v1/profiles/{id}/segments': profileSegments,
  '/api/v1/profiles/{id}/segments/{segmentId}': profileSegment,
  '/api/v1/profiles/{id}/segments/{segmentId}/explain': profileExplain,
  '/api/v1/computed-traits': computedTraits,
  '/api/v1/computed-traits/{name}': computedTrait,
  '/api/v1/consents': consents,
  '/api/v1/emails/bounces': emailBounces,
  '/api/v1/lists': lists,
  '/api/v1/lists/{id}': list,
  '/api/v1/lists/{id}/archive': listArchive,
  '/api/v1/lists/{id}/restore': listRestore,
  '/api/v1/lists/{id}/members': listMembers,
  '/api/v1/lists/{id}/members/remove': listMembersRemove,
  '/api/v1/segments': segments,
  '/api/v1/segments/preview': segmentPreview,
  '/api/v1/segments/overlap': segmentOverlap,
  '/api/v1/segments/{id}': segment,
  '/api/v1/segments/{id}/archive': segmentArchive,
  '/api/v1/segments/{id}/restore': segmentRestore,
  '/api/v1/segments/{id}/stop': segmentStop,
  '/api/v1/segments/{id}/evaluate': segmentEvaluate,
  '/api/v1/segments/{id}/count': segmentCount,
  '/api/v1/segments/{id}/versions': segmentVersions,
  '/api/v1/segments/{id}/versions/{version}/restore': segmentVersionRestore,
  '/api/v1/segments/{id}/eligibility': segmentEligibility,
  '/api/v1/segments/{id}/members': segmentMembers,
  '/api/v1/segments/{id}/changes': segmentChanges,
  '/api/v1/subject-requests': subjectRequests,
  '/api/v1/subject-requests/{id}': subjectRequest,
};
