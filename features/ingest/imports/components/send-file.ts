type Answer = { id: string } | { reason: string };

/** Sends a file as the body of a request; XMLHttpRequest, because fetch cannot tell how much has been sent. */
export function sendFile(file: File, onProgress: (share: number) => void): Promise<Answer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/internal/imports?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => {
      const body = request.response as { id?: string; detail?: string } | null;
      resolve(request.status === 201 && body?.id ? { id: body.id } : { reason: body?.detail ?? `HTTP ${request.status}` });
    };
    request.onerror = () => resolve({ reason: 'the connection broke off' });
    request.send(file);
  });
}
