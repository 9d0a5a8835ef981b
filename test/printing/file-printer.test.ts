import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFilePrinter } from '../../src/main/printing/file-printer.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'packgate-print-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const pdf = Buffer.from('%PDF-1.7 first');
const aJob = (overrides: { title?: string; pdf?: Uint8Array; jobId?: string } = {}) =>
  ({ jobId: 'job-1', title: '302-1234567-7654321-395011015300000011', pdf, media: '4x6in' as const, ...overrides });

describe('the folder that stands in for a printer', () => {
  it('holds one file per label, named after order and SSCC', async () => {
    const outcome = await createFilePrinter(folder).print(aJob());
    expect(outcome).toEqual({ kind: 'sent', reference: join(folder, '302-1234567-7654321-395011015300000011.pdf') });
    expect(readdirSync(folder)).toEqual(['302-1234567-7654321-395011015300000011.pdf']);
    expect(readFileSync(join(folder, '302-1234567-7654321-395011015300000011.pdf'))).toEqual(pdf);
  });

  it('takes the same label again without a second file', async () => {
    const printer = createFilePrinter(folder);
    const first = await printer.print(aJob());
    expect(await printer.print(aJob({ jobId: 'job-2' }))).toEqual(first);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('refuses another label under the same number and keeps the first', async () => {
    const printer = createFilePrinter(folder);
    await printer.print(aJob());
    expect(await printer.print(aJob({ jobId: 'job-2', pdf: Buffer.from('%PDF-1.7 second') }))).toMatchObject({ kind: 'failed', reason: expect.stringContaining('not overwritten') });
    expect(readFileSync(join(folder, '302-1234567-7654321-395011015300000011.pdf'))).toEqual(pdf);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('lets exactly one of two different labels win that come at the same instant', async () => {
    const printer = createFilePrinter(folder);
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, i) => printer.print(aJob({ jobId: `job-${i}`, pdf: Buffer.from(`%PDF ${i}`) }))));
    expect(outcomes.filter(({ kind }) => kind === 'sent')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'failed')).toHaveLength(7);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it.each([
    ['#1001/A B', '#1001/A B-39', '_1001_A_B-39.pdf'],
    ['a path out of the folder', '../../etc/passwd', '__.._etc_passwd.pdf'],
    ['letters of any script', '注文-7', '注文-7.pdf'],
  ])('makes a harmless file name of %s', async (_, title, name) => {
    await createFilePrinter(folder).print(aJob({ title }));
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('writes over what a crash left of the same job', async () => {
    writeFileSync(join(folder, '.job-1.part'), 'half a lab');
    expect(await createFilePrinter(folder).print(aJob())).toMatchObject({ kind: 'sent' });
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('makes the folder it was told to use', async () => {
    const printer = createFilePrinter(join(folder, 'labels', 'bench-1'));
    expect(await printer.status()).toMatchObject({ kind: 'ready' });
    expect(statSync(join(folder, 'labels', 'bench-1')).isDirectory()).toBe(true);
  });

  it('says what to do when the folder is a file', async () => {
    const path = join(folder, 'labels');
    writeFileSync(path, '');
    expect(await createFilePrinter(path).print(aJob())).toMatchObject({ kind: 'not-ready', reason: expect.stringContaining('is not a folder') });
    expect(await createFilePrinter(path).status()).toMatchObject({ kind: 'not-ready' });
  });

  const isRoot = process.getuid?.() === 0;
  it.skipIf(isRoot)(`says what to do when it may not write${isRoot ? ' (skipped: root may write anywhere)' : ''}`, async () => {
    chmodSync(folder, 0o500);
    expect(await createFilePrinter(folder).status()).toMatchObject({ kind: 'not-ready', reason: expect.stringContaining('may not write') });
    expect(await createFilePrinter(folder).print(aJob())).toMatchObject({ kind: 'not-ready' });
    chmodSync(folder, 0o700);
  });
});
