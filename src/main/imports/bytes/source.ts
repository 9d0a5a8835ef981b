import type { OrderFileEncoding, OrderFileSource } from '../order-file-event.ts';

const HEAD_BYTES = 65_536;
const CHUNK_BYTES = 262_144;

/** The file from its start, in chunks of moderate size. */
export async function* openBytes(source: OrderFileSource): AsyncGenerator<Buffer> {
  if (typeof source === 'function') {
    for await (const chunk of source()) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    return;
  }
  const whole = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  for (let at = 0; at < whole.length; at += CHUNK_BYTES) yield whole.subarray(at, at + CHUNK_BYTES);
}

export async function readHead(source: OrderFileSource): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of openBytes(source)) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= HEAD_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, HEAD_BYTES);
}

/**
 * The file as UTF-8 without a byte order mark. Bytes that are UTF-8 already (or not known yet to be otherwise: ASCII-based
 * files are surveyed as they are, since every mark of a table is ASCII) pass through.
 */
export async function* openUtf8(source: OrderFileSource, encoding: OrderFileEncoding | 'ascii-based', bomBytes: number): AsyncGenerator<Buffer> {
  let skip = bomBytes;
  const decoder = encoding === 'utf-8' || encoding === 'ascii-based' ? null : new TextDecoder(encoding, { ignoreBOM: true });
  for await (const chunk of openBytes(source)) {
    const bytes = skip > 0 ? chunk.subarray(Math.min(skip, chunk.length)) : chunk;
    skip = Math.max(0, skip - chunk.length);
    if (bytes.length === 0) continue;
    yield decoder === null ? bytes : Buffer.from(decoder.decode(bytes, { stream: true }), 'utf8');
  }
  const rest = decoder?.decode();
  if (rest !== undefined && rest !== '') yield Buffer.from(rest, 'utf8');
}
