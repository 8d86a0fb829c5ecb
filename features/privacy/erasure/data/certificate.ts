import { sql } from '@/db/client';
import { AppError } from '@/lib/errors';

/** The certificate of a request's erasure, byte by byte as it was signed, or its signature. @throws AppError not_found */
export async function certificateFile(requestId: string, part: 'certificate' | 'signature'): Promise<Response> {
  const [row] = await sql()<{ number: number; certificate: string; signature: string }[]>`
    select number, certificate, signature from erasures where request_id = ${requestId} and certificate is not null`;
  if (!row) throw new AppError('not_found', 'There is no certificate of this request.', { key: 'request.noCertificate' });
  const name = `erasure-certificate-${row.number}`;
  const headers = (type: string, file: string) => ({
    'content-type': type,
    'cache-control': 'no-store',
    'content-disposition': `attachment; filename="${file}"`,
  });
  if (part === 'signature')
    return new Response(Buffer.from(row.signature, 'base64'), { headers: headers('application/octet-stream', `${name}.sig`) });
  return new Response(row.certificate, { headers: headers('application/json', `${name}.json`) });
}
