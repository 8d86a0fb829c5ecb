import type { Said } from '@/lib/errors';

type Problem = Omit<Said, 'message'> & { detail?: string };

/** Sends a file to a list. @returns what went wrong; undefined when the file is kept and the work on it begins */
export async function sendList(id: string, file: File, as: string): Promise<Said | undefined> {
  const address = `/api/internal/segments/lists/${id}/upload?${new URLSearchParams({ name: file.name, as })}`;
  try {
    const answer = await fetch(address, { method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream' } });
    if (answer.ok) return undefined;
    const { detail, key, values } = (await answer.json()) as Problem;
    return { message: detail ?? `HTTP ${answer.status}`, key, values };
  } catch {
    return { message: 'the connection broke off', key: 'import.connection' };
  }
}
