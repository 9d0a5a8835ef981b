// Turns label PDFs into pixels with three rasterisers that have nothing in common, one bit per dot as a thermal head prints.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Raster {
  readonly width: number;
  readonly height: number;
  isBlack(x: number, y: number): boolean;
  /** The picture as a portable bitmap file. */
  readonly pbm: Uint8Array;
}

export type Rasteriser = 'pdftoppm' | 'mutool' | 'gs';
export const rasterisers: readonly Rasteriser[] = ['pdftoppm', 'mutool', 'gs'];

export const isInstalled = (command: string): boolean => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;

const COMMANDS: Readonly<Record<Rasteriser, (pdf: string, out: string, dpi: number) => readonly string[]>> = {
  pdftoppm: (pdf, out, dpi) => ['-mono', '-r', String(dpi), '-singlefile', pdf, out.replace(/\.pbm$/, '')],
  mutool: (pdf, out, dpi) => ['draw', '-q', '-A', '0', '-r', String(dpi), '-c', 'mono', '-o', out, pdf, '1'],
  gs: (pdf, out, dpi) => ['-q', '-dNOPAUSE', '-dBATCH', '-dSAFER', '-sDEVICE=pbmraw', `-r${dpi}`, `-sOutputFile=${out}`, pdf],
};

export function rasterise(pdf: Uint8Array, dpi: number, rasteriser: Rasteriser): Raster {
  return withFolder((folder) => {
    const out = join(folder, 'label.pbm');
    const file = join(folder, 'label.pdf');
    writeFileSync(file, pdf);
    runTool(rasteriser, COMMANDS[rasteriser](file, out, dpi));
    return readBitmap(readFileSync(out));
  });
}

export function textOf(pdf: Uint8Array): string {
  return withFolder((folder) => {
    const file = join(folder, 'label.pdf');
    writeFileSync(file, pdf);
    return runTool('pdftotext', ['-layout', file, '-']);
  });
}

export function checkStructure(pdf: Uint8Array): string {
  return withFolder((folder) => {
    const file = join(folder, 'label.pdf');
    writeFileSync(file, pdf);
    return runTool('qpdf', ['--check', file]);
  });
}

/** What zbar, a decoder of its own, reads; one line per code. */
export function decodeWithZbar(raster: Raster): string {
  return withFolder((folder) => {
    const file = join(folder, 'label.pbm');
    writeFileSync(file, raster.pbm);
    return runTool('zbarimg', ['-q', '--xml', '-Sdisable', '-Scode128.enable', file]);
  });
}

function runTool(command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
  return stdout;
}

function withFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'packgate-label-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Portable bitmap, binary form (netpbm, "pbm"): rows padded to bytes, 1 is black. */
function readBitmap(pbm: Uint8Array): Raster {
  const header = /^P4\s+(?:#[^\n]*\n\s*)*(\d+)\s+(\d+)\s/.exec(Buffer.from(pbm.subarray(0, 200)).toString('latin1'));
  if (header === null) throw new Error('the rasteriser did not write a bitmap');
  const [whole, widthText, heightText] = header;
  const width = Number(widthText);
  const stride = Math.ceil(width / 8);
  const start = whole.length;
  return {
    width, height: Number(heightText), pbm,
    isBlack: (x, y) => ((pbm[start + y * stride + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0,
  };
}

/** Lengths of the black and white stretches of one row, from the first black dot to the last; and where the first one is. */
export function runLengths(raster: Raster, y: number, from: number, to: number): { first: number; runs: number[] } {
  const runs: number[] = [];
  let first = -1;
  let start = -1;
  let last = -1;
  for (let x = from; x < to; x++) {
    if (!raster.isBlack(x, y)) continue;
    if (first === -1) { first = x; start = x; }
    else if (x !== last + 1) { runs.push(last + 1 - start, x - last - 1); start = x; }
    last = x;
  }
  if (first !== -1) runs.push(last + 1 - start);
  return { first, runs };
}
