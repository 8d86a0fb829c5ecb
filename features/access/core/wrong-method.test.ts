import { expect, test } from 'vitest';
import { wrongMethod } from './wrong-method';

const ID = '0198c1de-0000-7000-8000-000000000000';

test.each([
  ['PUT', '/api/v1/segments', 'GET, HEAD, OPTIONS, POST'],
  ['DELETE', `/api/v1/segments/${ID}`, 'GET, HEAD, OPTIONS, PATCH'],
  ['GET', '/api/v1/segments/preview', 'OPTIONS, POST'],
  ['HEAD', '/api/v1/consents', 'OPTIONS, POST'],
  ['POST', `/api/v1/profiles/${ID}/segments/${ID}/explain`, 'GET, HEAD, OPTIONS'],
  ['DELETE', '/api/auth/callback/credentials', 'GET, HEAD, OPTIONS, POST'],
  ['PROPFIND', '/api/openapi.json', 'GET, HEAD, OPTIONS'],
  ['GET', '/api/internal/imports', 'OPTIONS, POST'],
])('%s %s is a problem that says what is allowed', (method, path, allow) => {
  const wrong = wrongMethod(method, path);
  expect(wrong?.allow).toBe(allow);
  expect(wrong?.problem).toMatchObject({ status: 405, code: 'method_not_allowed', type: 'urn:tessera:problem:method_not_allowed' });
});

test.each([
  ['POST', '/api/v1/segments'],
  ['HEAD', '/api/v1/segments'],
  ['OPTIONS', '/api/v1/consents'],
  ['POST', '/api/v1/segments/preview'],
  ['PATCH', '/api/v1/nope'],
  ['DELETE', '/api/v1/segments//members'],
  ['PUT', '/api'],
  ['PUT', '/v1/track'],
  ['PUT', '/segments'],
])('%s %s is left to what stands there', (method, path) => {
  expect(wrongMethod(method, path)).toBeUndefined();
});
