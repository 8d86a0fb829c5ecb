import type { Said } from '@/lib/errors';

type Answer = { id: string } | Said;
type Problem = Omit<Said, 'message'> & { detail?: string };

/** Sends a file as the body of a request; XMLHttpRequest, because fetch cannot tell how much has been sent. */
export function sendFile(file: File, onProgress: (share: number) => void): Promise<Answer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/internal/imports?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => {
      const body = request.response as (Problem & { id?: string }) | null;
      const message = body?.detail ?? `HTTP ${request.status}`;
      resolve(request.status === 201 && body?.id ? { id: body.id } : { message, key: body?.key, values: body?.values });
    };
    request.onerror = () => resolve({ message: 'the connection broke off', key: 'import.connection' });
    request.send(file);
  });
}
