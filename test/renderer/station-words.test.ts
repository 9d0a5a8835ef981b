import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCupsPrinter } from '../../src/main/printing/cups-printer.ts';
import { createFilePrinter } from '../../src/main/printing/file-printer.ts';
import type { CommandResult } from '../../src/main/printing/run-command.ts';
import type { PracticeKind } from '../../src/main/practice/stories.ts';
import { storyKey } from '../../src/main/practice/stories.ts';
import { blockText } from '../../src/renderer/src/i18n/block-text.ts';
import { createTexts, texts } from '../../src/renderer/src/i18n/i18n.ts';
import { importReason, printerName, stationSentence, stationWords, unreachableCause } from '../../src/renderer/src/i18n/station-words.ts';
import { reasonText } from '../../src/renderer/src/screens/bench/reason-text.ts';
import { packgateCsv, readAll } from '../imports/support/read-all.ts';
import { aBlock, viewNowMs } from '../support/view-builders.ts';

const en = createTexts('en').t;
const de = createTexts('de').t;

const exited = (code: number, stderr: string, stdout = ''): CommandResult => ({ kind: 'exited', code, stdout, stderr });
const job = { jobId: 'job-1', title: 'A-1-395', pdf: Buffer.from('%PDF'), media: '4x6in' as const };

async function printerSays(answer: CommandResult, replaces?: string): Promise<string> {
  const outcome = await createCupsPrinter({ queue: 'ZD421', run: () => Promise.resolve(answer) }).print({ ...job, ...(replaces === undefined ? {} : { replaces }) });
  if (outcome.kind === 'sent') throw new Error('the label was printed');
  return outcome.reason;
}

async function queueIs(stdout: string): Promise<string> {
  const status = await createCupsPrinter({ queue: 'ZD421', run: () => Promise.resolve(exited(0, '', stdout)) }).status();
  if (status.kind === 'ready') throw new Error('the queue is ready');
  return status.reason;
}

async function folderSays(folder: string): Promise<string> {
  const outcome = await createFilePrinter(folder).print(job);
  if (outcome.kind === 'sent') throw new Error('the label was written');
  return outcome.reason;
}

describe('what a printer says', () => {
  it.each<[string, () => Promise<string>, string]>([
    ['the queue does not exist', () => printerSays(exited(1, 'lp: The printer or class does not exist.')), 'CUPS hat keine Warteschlange namens ZD421. Die Namen zeigt: lpstat -e'],
    ['the command is missing', () => printerSays({ kind: 'not-installed' }), 'Zum Drucken über CUPS fehlt der Befehl lp. Installieren mit: sudo apt-get install cups-client'],
    ['CUPS is not running', () => printerSays(exited(1, 'lp: Error - scheduler not responding.')), 'CUPS läuft nicht. Starten mit: sudo systemctl start cups'],
    ['the queue takes no jobs', () => printerSays(exited(1, 'lp: Destination "ZD421" is not accepting jobs.')), 'ZD421 nimmt keine Aufträge an. Wieder annehmen mit: cupsaccept ZD421'],
    ['the queue is stopped', () => queueIs('printer ZD421 disabled since Sat Nov 21 04:12:03 2026 -\n'), 'ZD421 ist angehalten. Starten mit: cupsenable ZD421'],
    ['the printer is off', () => queueIs('printer ZD421 is idle.\n\tThe printer may not exist or is unavailable at this time.\n'), 'CUPS erreicht ZD421 nicht: Ist der Drucker eingeschaltet und verbunden?'],
    ['CUPS refuses the file', () => printerSays(exited(1, 'lp: Unsupported format')), 'CUPS hat das Etikett abgelehnt: lp: Unsupported format'],
    ['CUPS is late', () => printerSays({ kind: 'interrupted', stdout: '', stderr: '' }), 'CUPS hat nicht rechtzeitig geantwortet; das Etikett kann noch aus ZD421 kommen. Vor dem nächsten Druck am Drucker nachsehen.'],
    ['CUPS names no job', () => printerSays(exited(0, '', 'thank you')), 'CUPS hat das Etikett genommen, aber keinen Auftrag genannt: thank you. Vor dem nächsten Druck am Drucker nachsehen.'],
    ['an earlier print still waits', () => printerSays(exited(1, 'cancel failed', 'ZD421-6 packer 3072\n'), 'ZD421-6'), 'Der frühere Druck ZD421-6 wartet noch in CUPS; ein zweites Etikett käme doppelt heraus. Entfernen mit: cancel ZD421-6'],
  ])('is said in German when %s', async (_when, say, german) => {
    expect(stationSentence(de, await say())).toBe(german);
  });

  it('is said in German when the folder of the labels is a file, or holds another label of this number', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'packgate-words-'));
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    writeFileSync(path.join(folder, 'A-1-395.pdf'), 'another label');
    const said = [await folderSays(file), await folderSays(folder)].map((words) => stationSentence(de, words));
    rmSync(folder, { recursive: true });
    expect(said).toEqual([
      `${file} ist kein Ordner. Im Setup einen anderen wählen.`,
      `${path.join(folder, 'A-1-395.pdf')} enthält schon ein anderes Etikett mit dieser Nummer; es wurde nicht überschrieben.`,
    ]);
  });

  it('has a name in German, whether it is a folder or a queue', () => {
    const run = (): Promise<CommandResult> => Promise.reject(new Error('nothing is printed'));
    expect(printerName(de, createFilePrinter('/home/packer/labels').name)).toBe('Ordner "labels"');
    expect(printerName(de, createCupsPrinter({ queue: 'ZD421', run }).name)).toBe('CUPS-Warteschlange ZD421');
  });

  it('is quoted as it came where nobody knows it', () => {
    expect(reasonText(de, 'Cutter jammed (E-31)')).toBe('"Cutter jammed (E-31)"');
    expect(reasonText(en, 'somebody-pulled-it')).toBe('"somebody-pulled-it"');
  });

  it('is one of our own words where the station has one', () => {
    expect(reasonText(de, 'no-label')).toBe('es wurde noch kein Etikett gemacht');
  });
});

describe('what the order file reader says', () => {
  it.each<[string, Record<string, string>, string]>([
    ['a quantity in words', { quantity: 'two' }, 'muss eine ganze Stückzahl sein, 0 oder mehr'],
    ['no SKU', { sku: '' }, 'ohne SKU ist nichts an der Ware zu scannen; dem Produkt im Shop eine SKU geben'],
    ['a country nobody knows', { ship_country: 'Narnia' }, 'dieses Land ist nicht bekannt; den ISO-Code mit zwei Buchstaben schreiben'],
    ['no postcode', { ship_postcode: '' }, 'die Postleitzahl fehlt'],
    ['no street', { ship_line1: '' }, 'die Straße fehlt'],
    ['no date', { placed_at: '' }, 'darf nicht leer sein'],
    ['a date nobody can read', { placed_at: 'yesterday' }, 'dieses Datum hat keine lesbare Form'],
    ['a rounded SKU', { sku: '4.00638E+12' }, 'eine Tabellenkalkulation hat die Zahl gerundet, die letzten Ziffern sind verloren; neu exportieren und die Datei ungeöffnet einlesen'],
    ['a SKU that is too long', { sku: 'X'.repeat(101) }, 'ist länger als 100 Zeichen'],
  ])('about %s comes in German', async (_what, change, german) => {
    const { problems } = await readAll(packgateCsv([{ order_id: 'A-1', ...change }]));
    expect(problems.map(({ reason }) => importReason(de, reason))).toContain(german);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['an empty file', Buffer.alloc(0), /^die Datei ist leer/],
    ['a PDF', Buffer.from('%PDF-1.7'), /^das ist ein PDF/],
    ['a workbook', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00]), /^das ist eine Excel-Mappe/],
    ['a web page', Buffer.from('<!DOCTYPE html><html><body>Please sign in</body></html>'), /^das ist eine Webseite/],
    ['a list of products', Buffer.from('Handle,Title,Vendor,Price\nmug,Mug,Me,1.00\n'), /^das sind nicht die Spalten .*Handle, Title/],
  ])('about %s comes in German', async (_what, bytes, german) => {
    const { events } = await readAll(bytes);
    expect(events.map((event) => (event.kind === 'refused' ? importReason(de, event.reason) : ''))).toEqual([expect.stringMatching(german)]);
  });

  it('keeps order and line, which stand around the sentence', () => {
    expect(importReason(de, 'this must not be empty (order WEB-7)')).toBe('darf nicht leer sein (Bestellung WEB-7)');
    expect(importReason(de, 'line 3: columns that are not read: colour')).toBe('Zeile 3: nicht gelesene Spalten: colour');
  });
});

describe('why a call was refused', () => {
  const handlers = path.join(import.meta.dirname, '../../src/main/composition/handlers');
  // What is not found is not there on any page either: a person never reads it.
  const lines = readdirSync(handlers).flatMap((file) => readFileSync(path.join(handlers, file), 'utf8').split('\n').filter((line) => !line.includes("'not-found'")));
  const sentences = lines.flatMap((line) => [...line.matchAll(/(?<=[ (])(['`])((?:\$\{[^}]+\} )?[A-Z][^'`]* [^'`]*\.|\$\{[^}]+\} [^'`]*\.)\1/g)].map((match) => match[2] ?? ''));

  it('has as many sentences as the handlers say', () => {
    expect(sentences.length).toBeGreaterThan(25);
  });

  it.each(sentences.filter((sentence) => !/ own |owns /.test(sentence) && !sentence.startsWith('${said}')).map((sentence) => [sentence]))('is said in German: %s', (sentence) => {
    const said = sentence.replace(/\$\{(answer\.rows|Math[^}]+)\}/, '7').replace('${answer.code}', 'CANCELLED').replace('${answer.state}', 'sending').replaceAll(/\$\{[^}]+\}/g, 'Somebody');
    expect(stationWords(de, said)).not.toBe(said);
    expect(stationWords(de, said)).not.toContain('{{');
  });

  it.each([
    ['Nobody owns cancellations of Shop. Choose exactly one system.', 'Für Stornos von Shop ist niemand zuständig. Genau ein System wählen.'],
    ['Packgate and ERP both own the status "shipped" of Shop. Choose exactly one system.', 'Für den Status "versandt" von Shop ist mehr als ein System zuständig: Packgate and ERP. Genau eines wählen.'],
  ])('is said in German with its names: %s', (said, german) => {
    expect(stationWords(de, said)).toBe(german);
  });
});

describe('why a shop cannot be reached', () => {
  it.each([
    ['ECONNREFUSED (connect ECONNREFUSED 127.0.0.1:1)', 'Nothing answers at its address.'],
    ['getaddrinfo ENOTFOUND sellingpartnerapi-eu.amazon.com', 'Its address is not found. Is the network plugged in?'],
    ['no connection to example.com within 5000 ms', 'It did not answer in time.'],
    ['quantum foam', '"quantum foam"'],
  ])('%s', (cause, words) => {
    expect(unreachableCause(en, cause)).toBe(words);
  });
});

describe('an order that came from a file', () => {
  const fromFile = (code: 'STALE_DATA' | 'ON_HOLD') => aBlock({ code, evidence: { source: 'monday.csv', checkedAtMs: viewNowMs - 7_200_000, sinceMs: viewNowMs - 7_200_000, facts: {} } });

  it('is never said to have been asked about: a file was written once', () => {
    const words = blockText(en, fromFile('STALE_DATA'), viewNowMs);
    expect(words).toMatchObject({
      happened: 'The file monday.csv is from 08:45. That is too old to be sure.',
      checked: 'monday.csv, written at 08:45 (2 hours ago)',
      next: 'Import a new export, or ask the lead.',
    });
  });

  it('names the file as a file', () => {
    expect(blockText(de, fromFile('ON_HOLD'), viewNowMs).happened).toBe('Die Datei monday.csv hat diese Bestellung um 08:45 angehalten.');
  });
});

describe('every kind of practice order', () => {
  const kinds: Record<PracticeKind, true> = {
    clean: true, 'multi-line': true, 'multi-quantity': true, 'same-item-two-lines': true, lookalikes: true, 'long-address': true, 'ship-by-soon': true, cancelled: true,
    'cancel-requested': true, 'one-line-requested': true, 'cancelled-while-packing': true, 'cancel-requested-while-packing': true, 'partly-cancelled-line': true,
    'line-cancelled': true, 'payment-pending': true, 'pre-order': true, 'already-shipped': true, 'partly-shipped': true, 'unmapped-carrier': true, 'ship-plus': true,
    unfulfillable: true, 'accepted-not-shown': true, 'slow-to-show': true, 'missing-tax-number': true, 'address-invalid': true, 'cancel-request-rejected': true,
  };

  it.each(Object.keys(kinds).map((kind) => [kind]))('%s has words in both languages', (kind) => {
    const name = storyKey(kind).replace('practice.story.', '');
    expect(Object.keys(texts.en.practice.story)).toContain(name);
    expect(Object.keys(texts.de.practice.story)).toContain(name);
  });
});
