import { inflateSync } from 'node:zlib';

export type FontTables = ReadonlyMap<string, Uint8Array>;

/**
 * Reads the tables of a WOFF 1.0 or plain TrueType file (W3C "WOFF File Format 1.0", 4 and 5; OpenType "Organization of an
 * OpenType Font"). The label needs the raw glyph outlines, which the shaping library does not hand out.
 */
export function readFontTables(file: Uint8Array): FontTables {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const isWoff = view.getUint32(0) === 0x774f4646;
  const count = view.getUint16(isWoff ? 12 : 4);
  const tables = new Map<string, Uint8Array>();
  for (let i = 0; i < count; i++) {
    const entry = isWoff ? 44 + i * 20 : 12 + i * 16;
    const tag = String.fromCharCode(...file.subarray(entry, entry + 4));
    const offset = view.getUint32(entry + (isWoff ? 4 : 8));
    const length = view.getUint32(entry + (isWoff ? 8 : 12));
    const data = file.subarray(offset, offset + length);
    const originalLength = isWoff ? view.getUint32(entry + 12) : length;
    tables.set(tag, length < originalLength ? inflateSync(data) : data);
  }
  return tables;
}

/** Puts tables together as a TrueType file. Checksums are left zero: no PDF reader looks at them in an embedded font. */
export function buildTrueType(tables: FontTables): Uint8Array {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const padded = (length: number): number => (length + 3) & ~3;
  const headerLength = 12 + 16 * sorted.length;
  const file = new Uint8Array(sorted.reduce((sum, [, data]) => sum + padded(data.length), headerLength));
  const view = new DataView(file.buffer);
  const power = Math.floor(Math.log2(sorted.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, sorted.length);
  view.setUint16(6, 16 * 2 ** power);
  view.setUint16(8, power);
  view.setUint16(10, 16 * (sorted.length - 2 ** power));
  let offset = headerLength;
  sorted.forEach(([tag, data], i) => {
    const entry = 12 + 16 * i;
    for (let k = 0; k < 4; k++) file[entry + k] = tag.charCodeAt(k);
    view.setUint32(entry + 8, offset);
    view.setUint32(entry + 12, data.length);
    file.set(data, offset);
    offset += padded(data.length);
  });
  return file;
}
