import type { Said } from '@/lib/errors';
import type { UploadReport } from '../types';

type Problem = Omit<Said, 'message'> & { detail?: string };

/** Sends a file to a list; the answer is the report, or what went wrong. */
export async function sendList(id: string, file: File, as: string): Promise<{ report: UploadReport } | { fault: Said }> {
  const address = `/api/internal/segments/lists/${id}/upload?${new URLSearchParams({ name: file.name, as })}`;
  try {
    const answer = await fetch(address, { method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream' } });
    const body: unknown = await answer.json();
    if (answer.ok) return { report: body as UploadReport };
    const { detail, key, values } = body as Problem;
    return { fault: { message: detail ?? `HTTP ${answer.status}`, key, values } };
  } catch {
    return { fault: { message: 'the connection broke off', key: 'import.connection' } };
  }
}
