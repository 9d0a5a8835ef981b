import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { Timers } from '../application/ports/clock.ts';
import type { Answer, ChannelDesk, DeskRequest } from './channel.ts';
import type { createFaults, Fault, PracticeOperation } from './faults.ts';

/** One request as it was answered; status 0 = the connection was cut without an answer. */
export interface SeenRequest {
  readonly atMs: number;
  readonly operation: PracticeOperation;
  readonly method: string;
  readonly path: string;
  readonly channelOrderId: string | null;
  readonly body: string;
  readonly status: number;
  readonly fault: string | null;
}

export interface Backstage {
  readonly desk: ChannelDesk;
  readonly faults: ReturnType<typeof createFaults>;
  readonly timers: Timers;
  save(): Promise<void>;
  onArrival(operation: PracticeOperation): void;
}

/** Longer bodies are no order or confirmation. Characters. */
const MAX_BODY = 1_000_000;

/** One request from its first byte to its answer, with whatever fault was ordered for it. */
export async function answerRequest(incoming: IncomingMessage, outgoing: ServerResponse, backstage: Backstage): Promise<Omit<SeenRequest, 'atMs'>> {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const request: DeskRequest = { method: incoming.method ?? 'GET', url, headers: incoming.headers, body: await readBody(incoming) };
  const route = backstage.desk.route(request);
  backstage.onArrival(route.operation);
  const fault = backstage.faults.take(route.operation, route.channelOrderId);
  const seen = { ...route, method: request.method, path: url.pathname + url.search, body: request.body, fault: fault?.kind ?? null };

  if (fault?.kind === 'slow') await new Promise<void>((resolve) => void backstage.timers.after(fault.delayMs, resolve));
  if (fault?.kind === 'cut-before') return cut(outgoing, seen);
  const early = answerEarly(fault, backstage.desk);
  if (early !== null) return reply(outgoing, early, seen);

  const { answer, mustSave } = backstage.desk.answer(request, route);
  // Stored before the answer leaves: what was answered with 204 is known after any crash.
  if (mustSave) await backstage.save();
  switch (fault?.kind) {
    case 'done-then-cut':
      return cut(outgoing, seen);
    case 'done-then-status':
      return reply(outgoing, backstage.desk.refuse('status', fault.status), seen);
    case 'truncated':
      return truncate(outgoing, answer, seen);
    default:
      return reply(outgoing, answer, seen);
  }
}

/** Answers that keep the request from ever reaching the marketplace. */
function answerEarly(fault: Fault | null, desk: ChannelDesk): Answer | null {
  switch (fault?.kind) {
    case 'status':
      return withHeaders(desk.refuse('status', fault.status), fault.headers);
    case 'token-expired':
      return desk.refuse('token-expired', 401);
    case 'not-json':
      return { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>Sign in to this hotel network</body></html>' };
    default:
      return null;
  }
}

const withHeaders = (answer: Answer, headers: Answer['headers']): Answer => (headers === undefined ? answer : { ...answer, headers: { ...answer.headers, ...headers } });

type Seen = Omit<SeenRequest, 'atMs' | 'status'>;

function reply(outgoing: ServerResponse, answer: Answer, seen: Seen): Omit<SeenRequest, 'atMs'> {
  outgoing.writeHead(answer.status, headersOf(answer));
  outgoing.end(bodyOf(answer) ?? undefined);
  return { ...seen, status: answer.status };
}

/** The head promises a whole answer, the line goes dead in the middle of it. */
function truncate(outgoing: ServerResponse, answer: Answer, seen: Seen): Omit<SeenRequest, 'atMs'> {
  const body = bodyOf(answer) ?? '';
  outgoing.writeHead(answer.status === 204 ? 200 : answer.status, { ...headersOf(answer), 'content-length': String(Math.max(2, Buffer.byteLength(body))) });
  outgoing.write(body.slice(0, Math.floor(body.length / 2)) || '{', () => outgoing.destroy());
  return { ...seen, status: answer.status };
}

function cut(outgoing: ServerResponse, seen: Seen): Omit<SeenRequest, 'atMs'> {
  outgoing.destroy();
  return { ...seen, status: 0 };
}

const bodyOf = (answer: Answer): string | null => (answer.body === null ? null : typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));

const headersOf = (answer: Answer): Record<string, string> => ({
  ...(answer.body === null ? {} : { 'content-type': 'application/json' }),
  'x-amzn-RequestId': randomUUID(),
  ...answer.headers,
});

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY) throw new Error(`a request body of more than ${MAX_BODY} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
