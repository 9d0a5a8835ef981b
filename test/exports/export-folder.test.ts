import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderNotWritableError } from '../../src/main/application/ports/files.ts';
import { createExportFolder } from '../../src/main/exports/export-folder.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packgate-exports-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('the exports folder', () => {
  it('holds a file whole, under its own name, for its owner only', () => {
    const exports = createExportFolder(path.join(folder, 'not', 'there', 'yet'));
    const file = exports.write('board 2026-11-21.csv', 'order;reason\n');
    expect(file).toBe(path.join(folder, 'not', 'there', 'yet', 'board 2026-11-21.csv'));
    expect(fs.readFileSync(file, 'utf8')).toBe('order;reason\n');
    if (process.platform !== 'win32') expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  });

  it('takes bytes as they are', () => {
    const bytes = Uint8Array.from([0, 255, 10, 13, 128]);
    expect([...fs.readFileSync(createExportFolder(folder).write('manifest.pdf', bytes))]).toEqual([...bytes]);
  });

  it('never overwrites: a second file of the same name gets a number', () => {
    const exports = createExportFolder(folder);
    const names = ['first', 'second', 'third'].map((content) => path.basename(exports.write('shift.csv', content)));
    expect(names).toEqual(['shift.csv', 'shift (2).csv', 'shift (3).csv']);
    expect(names.map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))).toEqual(['first', 'second', 'third']);
  });

  it('leaves no half-written file behind, not even one of a process that died', () => {
    fs.writeFileSync(path.join(folder, '.shift.csv.part'), 'half of someth');
    createExportFolder(folder).write('shift.csv', 'whole');
    expect(fs.readdirSync(folder)).toEqual(['shift.csv']);
  });

  it.each([
    ['../../etc/passwd', '_.._etc_passwd'],
    ['/tmp/x.csv', '_tmp_x.csv'],
    ['a:b*c?.csv', 'a_b_c_.csv'],
    ['.hidden.csv', 'hidden.csv'],
    ['con.csv', '_con.csv'],
    ['NUL.2026.csv', '_NUL.2026.csv'],
    ['', 'export'],
    ['...', 'export'],
    ['DHL Łódź 発送.pdf', 'DHL Łódź 発送.pdf'],
    ['.csv', 'export.csv'],
    [`${'x'.repeat(400)}.csv`, `${'x'.repeat(120)}.csv`],
    [`${'発'.repeat(400)}.csv`, `${'発'.repeat(40)}.csv`],
  ])('makes a harmless name of %j', (wanted, name) => {
    expect(path.basename(createExportFolder(folder).write(wanted, ''))).toBe(name);
  });

  it('stays inside, whatever the name is', () => {
    const exports = createExportFolder(folder);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[./\\]{0,8}\w{0,3}[./\\]{0,3}$/)), (name) => {
        expect(path.dirname(exports.write(name, 'x'))).toBe(folder);
      }),
      { numRuns: 200 },
    );
  });

  it('says in plain words that it is no folder', () => {
    const file = path.join(folder, 'exports');
    fs.writeFileSync(file, 'somebody put a file here');
    const write = (): string => createExportFolder(file).write('x.csv', '');
    expect(write).toThrow(FolderNotWritableError);
    expect(write).toThrow(/is not a folder/);
  });
});
