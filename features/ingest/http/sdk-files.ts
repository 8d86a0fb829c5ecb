import { failure } from './answers';
import type { IngestAnswer, IngestRequest } from './types';

export async function sdkAnswer(_request: IngestRequest): Promise<IngestAnswer> {
  return failure('not_found');
}
