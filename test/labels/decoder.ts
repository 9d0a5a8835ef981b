// zxing, compiled to WebAssembly: a decoder nobody in this project wrote. It would fetch its .wasm from the network; here it gets the bytes.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Raster } from './raster.ts';

const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) } });

/** Everything a scanner would send for the codes in a picture, with the AIM id in front. */
export async function decode(picture: { width: number; height: number; isBlack(x: number, y: number): boolean }): Promise<string[]> {
  const { width, height } = picture;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if (picture.isBlack(x, y)) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  }
  const found = await readBarcodes({ data, width, height, colorSpace: 'srgb' }, { formats: ['Code128'], tryHarder: true });
  return found.map(({ bytesECI }) => Buffer.from(bytesECI).toString('latin1'));
}

/** A strip of a raster, to decode it faster. */
export const strip = (raster: Raster, top: number, height: number): { width: number; height: number; isBlack(x: number, y: number): boolean } =>
  ({ width: raster.width, height, isBlack: (x, y) => raster.isBlack(x, y + top) });
