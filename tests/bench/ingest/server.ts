import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { handleIngest } from '@/features/ingest/http';
import { rawEventSchema } from '@/features/ingest/schema';

const call = z.looseObject({ batch: z.array(rawEventSchema.loose()) });

/** The process under test. `accept`: the product's own function. `parse`: the limit beside it, body, JSON and schema, nothing stored. */
export async function serve(mode: 'accept' | 'parse'): Promise<void> {
  const server = createServer((req, res) => {
    if (mode === 'accept') return void handleIngest(req, res);
    const chunks: Buffer[] = [];
    req
      .on('data', (c: Buffer) => chunks.push(c))
      .on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
        const good =
          body.batch === undefined ? rawEventSchema.loose().safeParse({ type: 'track', ...body }).success : call.safeParse(body).success;
        const answer = '{"success":true}';
        res.writeHead(good ? 200 : 400, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.send?.({ port: (server.address() as AddressInfo).port });
  process.on('message', (message) => {
    if (message === 'memory') process.send?.({ rss: process.memoryUsage().rss });
  });
  process.on('disconnect', () => process.exit(0));
}
