import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { AgentOptions as HttpsAgentOptions } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Clock, Timers } from '../../application/ports/clock.ts';
import { proxyFor } from './corporate-network.ts';
import { redactReply, redactRequest, redactText } from './redact.ts';
import type { Sent, WireReply, WireRequest } from './wire.ts';

/** One exchange as it may be stored: every secret and personal field is already gone. */
export interface Exchange {
  readonly operation: string;
  readonly request: WireRequest;
  /** Null where no whole answer came; `failure` then says why. */
  readonly reply: WireReply | null;
  readonly failure: string | null;
  /** It was to change something at the channel. Some vendors ask questions by POST. */
  readonly isWrite: boolean;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

export interface HttpSenderOptions {
  /** Scheme, host and port, for example "https://sellingpartnerapi-eu.amazon.com". */
  readonly baseUrl: string;
  /** Hosts (with port where one is named) that requests may go to; the base URL must be among them. Default: only itself. */
  readonly allowedHosts?: readonly string[];
  readonly timeouts: { readonly connectMs: number; readonly totalMs: number };
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly timers?: Timers;
  readonly onExchange?: (exchange: Exchange) => void;
}

export interface SendOptions {
  /**
   * Opens a connection for this request alone. For writes: on a kept connection that died unnoticed (a pulled plug), a
   * request ends as `lost` and must be looked up; on a new one it ends as `not-sent` and may simply wait.
   */
  readonly freshConnection?: boolean;
}

export interface HttpSender {
  send(request: WireRequest, options?: SendOptions): Promise<Sent>;
  close(): void;
}

/** No answer of the vendors we speak to comes near this; more is a mistake or an attack. Bytes. */
const MAX_REPLY_BYTES = 32 * 1024 * 1024;
/** A kept connection idle for longer is dropped, so that a write rarely meets a socket the other side just closed. */
const IDLE_SOCKET_MS = 4_000;

const realTimers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/**
 * Sends one request and says what became of it. It follows no redirect, repeats nothing, and speaks to allowed hosts only.
 * Built on node:http, not fetch: only the socket's own events tell "nothing left this machine" from "it may have arrived"
 * (fetch folds name look-up, TLS refusal and a cut answer into one TypeError and has no connect time-out).
 */
export function createHttpSender(options: HttpSenderOptions): HttpSender {
  const base = new URL(options.baseUrl);
  if (base.protocol !== 'https:' && !isLoopback(base.hostname)) throw new Error(`${base.origin} is not https: credentials leave this machine encrypted or not at all`);
  if (!(options.allowedHosts ?? [base.host]).includes(base.host)) throw new Error(`${base.host} is not among the hosts this account may speak to`);
  const secure = base.protocol === 'https:';
  const proxyEnv = proxyFor(isLoopback(base.hostname), process.env);
  const agentOf = (agentOptions: HttpsAgentOptions): HttpAgent => {
    const all = { ...agentOptions, ...(proxyEnv === undefined ? {} : { proxyEnv }) };
    return secure ? new HttpsAgent(all) : new HttpAgent(all);
  };
  const agent = agentOf({ keepAlive: true, timeout: IDLE_SOCKET_MS });
  const timers = options.timers ?? realTimers;
  const readySockets = new WeakSet<Socket>();

  function open(request: WireRequest, isFresh: boolean): ClientRequest {
    const url = new URL(request.path, base);
    // `//other.host/x` as a path would change the host: the request must stay where its credentials belong.
    if (!request.path.startsWith('/') || url.host !== base.host) throw new Error(`the path of ${request.operation} leaves ${base.host}`);
    for (const [name, value] of Object.entries(request.query)) url.searchParams.set(name, value);
    const headers: Record<string, string> = { ...request.headers };
    if (request.body !== null) headers['content-length'] = String(Buffer.byteLength(request.body));
    return (secure ? httpsRequest : httpRequest)(url, { method: request.method, headers, agent: isFresh ? agentOf({ keepAlive: false }) : agent });
  }

  function exchange(request: WireRequest, isFresh: boolean): Promise<Sent> {
    return new Promise((resolve) => {
      let connected = false;
      let settled = false;
      const outgoing = open(request, isFresh);
      const cancelConnect = timers.after(options.timeouts.connectMs, () => {
        if (!connected) end({ kind: 'not-sent', cause: `no connection to ${base.host} within ${options.timeouts.connectMs} ms` });
      });
      const cancelTotal = timers.after(options.timeouts.totalMs, () => fail(`no answer from ${base.host} within ${options.timeouts.totalMs} ms`));

      function end(sent: Sent): void {
        if (settled) return;
        settled = true;
        cancelConnect();
        cancelTotal();
        if (sent.kind !== 'reply') outgoing.destroy();
        resolve(sent);
      }
      function fail(cause: string): void {
        end({ kind: connected ? 'lost' : 'not-sent', cause });
      }
      function markReady(socket: Socket): void {
        readySockets.add(socket);
        connected = true;
        cancelConnect();
      }

      outgoing.on('socket', (socket) => {
        const mustShakeHands = socket instanceof TLSSocket && !readySockets.has(socket);
        if (!socket.connecting && !mustShakeHands) markReady(socket);
        else socket.once(secure ? 'secureConnect' : 'connect', () => markReady(socket));
      });
      outgoing.on('error', (error) => fail(describe(error, base.host)));
      outgoing.on('response', (incoming) => collect(incoming, end, fail, base.host));
      outgoing.end(request.body ?? undefined);
    });
  }

  return {
    async send(request, { freshConnection = false } = {}) {
      const startedAtMs = options.clock.nowMs();
      const sent = await exchange(request, freshConnection);
      options.onExchange?.({
        operation: request.operation,
        request: redactRequest(request),
        reply: sent.kind === 'reply' ? redactReply(sent.reply) : null,
        failure: sent.kind === 'reply' ? null : redactText(sent.cause),
        isWrite: freshConnection,
        startedAtMs,
        endedAtMs: options.clock.nowMs(),
      });
      return sent;
    },
    close: () => agent.destroy(),
  };
}

function collect(incoming: IncomingMessage, end: (sent: Sent) => void, fail: (cause: string) => void, host: string): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  incoming.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_REPLY_BYTES) fail(`the answer of ${host} is longer than ${MAX_REPLY_BYTES} bytes`);
    else chunks.push(chunk);
  });
  incoming.on('error', (error) => fail(`the answer of ${host} was cut off (${error.message})`));
  incoming.on('end', () => {
    if (!incoming.complete) return fail(`the answer of ${host} was cut off`);
    end({ kind: 'reply', reply: { status: incoming.statusCode ?? 0, headers: flatHeaders(incoming), bodyText: Buffer.concat(chunks).toString('utf8') } });
  });
}

function flatHeaders(incoming: IncomingMessage): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

function describe(error: Error, host: string): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return `${host}: ${code}${error.message === '' ? '' : ` (${error.message})`}`;
}

/** Plain http is for this machine itself: the practice site and tests. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
