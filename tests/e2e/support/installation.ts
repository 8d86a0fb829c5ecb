import { execFile } from 'node:child_process';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The address of the installation under test. */
export const baseUrl = (): string => process.env.E2E_URL ?? 'http://localhost:3000';

/** Runs `tessera …` on the installation under test. @returns standard output. @throws Error when it fails, with what it said. */
export async function tessera(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['scripts/tessera.mjs', ...args], { env: process.env });
  return stdout;
}

const lastWord = (text: string): string => text.trim().split(/\s+/).at(-1) ?? '';

/** A new write key of the SDK source of this name, made when there is none. */
export const newWriteKey = async (source: string): Promise<string> => lastWord(await tessera('keys', 'create', '--source', source));

/** A new API key with these scopes. */
export const newApiKey = async (...scopes: string[]): Promise<string> =>
  lastWord(await tessera('keys', 'create', '--scopes', scopes.join(',')));

/** Sends events as a server SDK does. @throws Error unless they are accepted. */
export async function sendBatch(writeKey: string, batch: readonly object[]): Promise<void> {
  const response = await fetch(`${baseUrl()}/v1/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}` },
    body: JSON.stringify({ batch }),
  });
  if (response.status !== 200) throw new Error(`The events were answered ${response.status}: ${await response.text()}`);
}

/** Asks the API. @throws Error on any status but 2xx. */
export async function api<T>(key: string, path: string, init: { method?: string; body?: unknown } = {}): Promise<T> {
  const response = await fetch(`${baseUrl()}${path}`, {
    method: init.method ?? 'GET',
    headers: { authorization: `Bearer ${key}`, ...(init.body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Asks again until there is an answer other than undefined. @throws Error after `seconds`. */
export async function until<T>(ask: () => Promise<T | undefined>, what: string, seconds = 60): Promise<T> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`${what} did not happen within ${seconds} s`);
}

export type Hook = { headers: IncomingHttpHeaders; body: string };

/** A webhook receiver on the one private address that the installation may call. */
export async function startReceiver(
  answer: (hook: Hook) => number = () => 200,
): Promise<{ url: string; received: Hook[]; stop(): Promise<void> }> {
  const received: Hook[] = [];
  const server: Server = createServer((req, res) => {
    let body = '';
    req.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    req.on('end', () => {
      const hook = { headers: req.headers, body };
      received.push(hook);
      res.writeHead(answer(hook)).end();
    });
  });
  const port = Number(process.env.E2E_HOOK_PORT);
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
