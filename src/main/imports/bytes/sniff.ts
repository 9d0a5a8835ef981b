import { isUtf8 } from 'node:buffer';
import type { OrderFileEncoding } from '../order-file-event.ts';

/** What the first bytes say. `ascii-based` is UTF-8 or Windows-1252; only the whole file can tell which. */
export type Sniffed =
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'text'; readonly encoding: OrderFileEncoding | 'ascii-based'; readonly bomBytes: number };

/** Files that are not text, by their first bytes. Sources: PKZIP APPNOTE 4.3.7; MS-CFB 2.2; RFC 1952 2.3.1; ISO 32000-1 7.5.2. */
const NOT_TEXT: readonly { readonly magic: readonly number[]; readonly reason: string }[] = [
  { magic: [0x50, 0x4b, 0x03, 0x04], reason: 'this is an Excel workbook or a ZIP archive, not a text file. Open it in Excel and choose "Save as", "CSV UTF-8"; or unpack the ZIP; better still, take the CSV or text export of the shop itself' },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], reason: 'this is an old Excel workbook (.xls), not a text file. Open it in Excel and choose "Save as", "CSV UTF-8"' },
  { magic: [0x1f, 0x8b], reason: 'this is a compressed file (.gz). Unpack it first' },
  { magic: [0x25, 0x50, 0x44, 0x46], reason: 'this is a PDF. Take the CSV or text export of the orders' },
];

/** `head`: the first bytes of the file, all of it if it is shorter than 64 kB. */
export function sniff(head: Buffer): Sniffed {
  if (head.length === 0) return { kind: 'refused', reason: 'the file is empty. Download it again' };
  for (const { magic, reason } of NOT_TEXT) {
    if (magic.every((byte, index) => head[index] === byte)) return { kind: 'refused', reason };
  }
  const text = textKind(head);
  const start = decodeHead(head, text.encoding, text.bomBytes).trimStart().slice(0, 200).toLowerCase();
  if (start === '') return { kind: 'refused', reason: 'the file holds nothing but white space. Download it again' };
  if (/^<(?:!doctype|html|head|body|script)/.test(start)) {
    return { kind: 'refused', reason: 'this is a web page, most likely a sign-in or error page saved under the name of the export. Sign in to the shop and download the export again' };
  }
  if (start.startsWith('<')) return { kind: 'refused', reason: 'this is XML. Take the CSV or text form of the export' };
  return text;
}

export function decodeHead(head: Buffer, encoding: OrderFileEncoding | 'ascii-based', bomBytes: number): string {
  const bytes = head.subarray(bomBytes);
  const known = encoding === 'ascii-based' ? (isUtf8(withoutCutTail(bytes)) ? 'utf-8' : 'windows-1252') : encoding;
  return new TextDecoder(known, { ignoreBOM: true }).decode(bytes);
}

function textKind(head: Buffer): Extract<Sniffed, { kind: 'text' }> {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { kind: 'text', encoding: 'utf-8', bomBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { kind: 'text', encoding: 'utf-16le', bomBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { kind: 'text', encoding: 'utf-16be', bomBytes: 2 };
  // UTF-16 without a mark: header rows are ASCII, so every other byte is zero.
  let evenZeros = 0;
  let oddZeros = 0;
  const looked = Math.min(head.length, 400);
  for (let index = 0; index < looked; index += 1) {
    if (head[index] !== 0) continue;
    if (index % 2 === 0) evenZeros += 1;
    else oddZeros += 1;
  }
  if (looked >= 8 && oddZeros > looked * 0.3) return { kind: 'text', encoding: 'utf-16le', bomBytes: 0 };
  if (looked >= 8 && evenZeros > looked * 0.3) return { kind: 'text', encoding: 'utf-16be', bomBytes: 0 };
  return { kind: 'text', encoding: 'ascii-based', bomBytes: 0 };
}

/** A chunk may end inside a character of up to four bytes; what is left over belongs to the next chunk. */
export function withoutCutTail(bytes: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < length ? bytes.subarray(0, bytes.length - back) : bytes;
    }
  }
  return bytes;
}
