import { formatSsccHri } from '../gs1/sscc.ts';
import { countryName, postalLines } from '../label/address-text.ts';
import { dotsOf } from '../label/media.ts';
import { bold, columns, createSheet, regular, weightText, type Bar, type Box, type Sheet, type TextBlock } from '../label/sheet.ts';
import type { Paragraph } from '../label/fit-text.ts';
import type { Address } from '../order/order.ts';
import { manifestCodeOf, totalsOf, type ManifestPaper, type ManifestRow, type ManifestTotals, type Tally } from './manifest-paper.ts';
import { manifestWords, type ManifestWords } from './manifest-words.ts';

/** Office printers have 600 dots per inch, or halve them; everything below stands on even dots of it often enough. */
const dpi = 600;
/** ISO 216, A4. Millimetres. */
const paperMm = { width: 210, height: 297 };
const marginMm = 14;
/** Module of the bar code: 8 of 600 dots are 0.339 mm, which every hand scanner reads at arm's length. */
const moduleDots = 8;
const codeHeightMm = 13;
const rowMm = 5.4;
/** Totals and the two signatures. */
const endMm = 58;
const footerMm = 7;
const bannerMm = 8;
/** Rows that go along to the page with the signatures, where these need a page of their own: nobody signs an empty sheet. */
const rowsWithSignature = 3;

/** Widths of the columns in millimetres; together what the margins leave: position, order, tracking, SSCC, service, country, weight. */
const columnsMm = [9, 36, 38, 40, 29, 12, 18] as const;

export interface ManifestPage {
  readonly bars: readonly Bar[];
  readonly texts: readonly TextBlock[];
  /** The manifest's bar code: on the first page. */
  readonly code: Box | null;
}

export interface ManifestLayout {
  readonly dpi: typeof dpi;
  readonly page: { readonly width: number; readonly height: number };
  readonly pages: readonly ManifestPage[];
  /** Large and grey behind everything, the same word in every language, or null. */
  readonly watermark: string | null;
}

/** Decides where everything on a manifest stands. `codeModules`: how wide its bar code is. Pure arithmetic, as `layoutLabel`. */
export function layoutManifest(paper: ManifestPaper, codeModules: number): ManifestLayout {
  const page = { width: dotsOf(paperMm.width, dpi), height: dotsOf(paperMm.height, dpi) };
  const words = manifestWords[paper.language];
  const topMm = marginMm + (paper.practice ? bannerMm + 2 : 0);
  const firstMm = topMm + 58;
  const nextMm = topMm + 9;
  const bottomMm = paperMm.height - marginMm - footerMm;
  const capacity = (fromMm: number): number => Math.floor((bottomMm - fromMm - rowMm) / rowMm);
  const lists = paginate(paper.rows, capacity(firstMm), capacity(nextMm), Math.ceil(endMm / rowMm));
  const totals = totalsOf(paper.rows);

  const pages = lists.map((rows, index): ManifestPage => {
    const sheet = createSheet(dpi);
    const left = sheet.mm(marginMm);
    const width = page.width - 2 * left;
    const at = (yMm: number, heightMm: number): Box => ({ x: left, y: sheet.mm(yMm), width, height: sheet.mm(heightMm) });
    if (paper.practice) drawBanner(sheet, words, at(marginMm, bannerMm));
    const code = index === 0 ? drawFirstHead(sheet, paper, words, totals, at(topMm, 56), codeModules * moduleDots) : null;
    if (index > 0) drawNextHead(sheet, paper, words, at(topMm, 7));
    const tableMm = index === 0 ? firstMm : nextMm;
    drawTable(sheet, rows, words, at(tableMm, rowMm));
    if (index === lists.length - 1) drawEnd(sheet, words, totals, at(tableMm + (rows.length + 1) * rowMm + 3, endMm));
    drawFooter(sheet, paper, words, at(paperMm.height - marginMm - footerMm + 2, 5), words.page(index + 1, lists.length));
    return { bars: sheet.bars, texts: sheet.texts, code };
  });
  return { dpi, page, pages, watermark: paper.practice ? 'PRACTICE' : null };
}

/** Rows page by page; the last page keeps room for `endRows`. At least one page, at least one row beside the signatures. */
export function paginate<T>(rows: readonly T[], first: number, next: number, endRows: number): readonly (readonly T[])[] {
  const pages: (readonly T[])[] = [];
  let rest = rows;
  for (;;) {
    const room = pages.length === 0 ? first : next;
    if (rest.length <= room - endRows) return [...pages, rest];
    const taken = Math.min(room, rest.length <= room ? rest.length - rowsWithSignature : rest.length);
    pages.push(rest.slice(0, taken));
    rest = rest.slice(taken);
  }
}

// ---- parts of a page -----------------------------------------------------------------------------------------------

function drawBanner(sheet: Sheet, words: ManifestWords, box: Box): void {
  sheet.bar(box);
  sheet.text('practice', 'station', box, [bold(words.practiceBanner)], { mostSize: 14, leastSize: 8, align: 'center', anchor: 'middle', ink: 'white' });
}

function drawFirstHead(sheet: Sheet, paper: ManifestPaper, words: ManifestWords, totals: ManifestTotals, box: Box, codeWidth: number): Box {
  const code: Box = { x: box.x + box.width - codeWidth, y: box.y + sheet.mm(1), width: codeWidth, height: sheet.mm(codeHeightMm) };
  // Ten modules of white beside the bars (ISO/IEC 15417, quiet zones of Code 128) lie in the page's margin on the right.
  const titleWidth = code.x - box.x - 10 * moduleDots - sheet.mm(4);
  sheet.text('title', 'station', { ...box, width: titleWidth, height: sheet.mm(9) }, [bold(`${words.title} ${paper.number}`)], { mostSize: 22, leastSize: 12, anchor: 'middle' });
  sheet.text('carrier', 'station', { ...box, y: box.y + sheet.mm(10), width: titleWidth, height: sheet.mm(8) }, [bold(paper.carrier)], { mostSize: 16, leastSize: 8, anchor: 'middle' });
  sheet.text('code', 'station', { x: code.x, y: code.y + code.height + sheet.mm(0.8), width: code.width, height: sheet.mm(4.5) }, [regular(manifestCodeOf(paper.number))], {
    mostSize: 10, leastSize: 8, align: 'center',
  });
  sheet.rule(box.x, box.y + sheet.mm(21), box.width, 0.5);
  const body: Box = { ...box, y: box.y + sheet.mm(23.5), height: sheet.mm(31) };
  const [senderBox, factsBox] = columns(body, [0.5, 0.5], sheet.mm(4));
  const sender = sheet.titled('sender', 'station', words.sender, senderBox);
  sheet.text('sender', 'station', sender, paper.sender === null ? [regular('–')] : senderParagraphs(paper.sender), { mostSize: 10, wrapSize: 8, leastSize: 6, countryCode: paper.sender?.countryCode ?? '' });
  const facts: readonly [string, string][] = [
    [words.carrier, paper.carrier],
    [words.closed, whenText(paper, words)],
    [words.bench, `${paper.benchName} · ${paper.closedBy}`],
    [words.parcels, countOf(totals, words)],
    [words.weight, weightOf(totals, words)],
  ];
  facts.forEach(([title, text], i) => {
    const row: Box = { ...factsBox, y: factsBox.y + i * sheet.mm(6), height: sheet.mm(5.6) };
    const [titleBox, valueBox] = columns(row, [0.27, 0.73], sheet.mm(1));
    sheet.text(`fact-${i}-title`, 'station', titleBox, [bold(title)], { mostSize: 7, leastSize: 5, anchor: 'middle' });
    sheet.text(`fact-${i}`, 'station', valueBox, [regular(text)], { mostSize: 10, wrapSize: 7, leastSize: 5, anchor: 'middle' });
  });
  return code;
}

function drawNextHead(sheet: Sheet, paper: ManifestPaper, words: ManifestWords, box: Box): void {
  const [title, code] = columns(box, [0.7, 0.3], sheet.mm(4));
  sheet.text('title', 'station', title, [bold(`${words.title} ${paper.number} · ${paper.carrier}`)], { mostSize: 12, leastSize: 8, anchor: 'middle' });
  sheet.text('code', 'station', code, [regular(manifestCodeOf(paper.number))], { mostSize: 10, leastSize: 8, align: 'end', anchor: 'middle' });
}

function drawTable(sheet: Sheet, rows: readonly ManifestRow[], words: ManifestWords, head: Box): void {
  cellsOf(sheet, head).forEach((cell, i) => {
    sheet.text(`head-${i}`, 'station', cell, [bold(words.columns[i] ?? '')], { mostSize: 8, leastSize: 5, anchor: 'middle', align: isNumber(i) ? 'end' : 'start' });
  });
  sheet.rule(head.x, head.y + head.height, head.width, 0.35);
  rows.forEach((row, index) => {
    const box: Box = { ...head, y: sheet.mm(mmOf(head.y) + (index + 1) * rowMm) };
    const texts = [String(row.position), row.channelOrderId, row.trackingNumber, row.sscc === null ? '–' : formatSsccHri(row.sscc), row.isStruckOut ? words.doNotTake : row.carrierService, row.countryCode ?? '–', row.weightGrams === null ? '–' : weightText(row.weightGrams)];
    cellsOf(sheet, box).forEach((cell, i) => {
      sheet.text(`row-${row.position}-${i}`, 'station', cell, [(row.isStruckOut && i === 4 ? bold : regular)(texts[i] ?? '')], { mostSize: 8, wrapSize: 6, leastSize: 4.5, anchor: 'middle', align: isNumber(i) ? 'end' : 'start', countryCode: row.countryCode ?? '' });
    });
    // Through the numbers, up to the words that say why.
    if (row.isStruckOut) sheet.rule(box.x, box.y + Math.floor(box.height / 2), sheet.mm(columnsMm[0] + columnsMm[1] + columnsMm[2] + columnsMm[3] - 2), 0.3);
    sheet.rule(box.x, box.y + box.height, box.width, 0.1);
  });
}

const isNumber = (column: number): boolean => column === 0 || column === columnsMm.length - 1;
const mmOf = (dots: number): number => (dots * 25.4) / dpi;

function cellsOf(sheet: Sheet, row: Box): readonly Box[] {
  let xMm = mmOf(row.x);
  return columnsMm.map((widthMm, i) => {
    // Numbers end where the next column begins: they need more air.
    const cell: Box = { ...row, x: sheet.mm(xMm), width: sheet.mm(widthMm - (i === 0 ? 2.5 : 1)) };
    xMm += widthMm;
    return cell;
  });
}

function drawEnd(sheet: Sheet, words: ManifestWords, totals: ManifestTotals, box: Box): void {
  const [sumBox, serviceBox, countryBox] = columns({ ...box, height: sheet.mm(13) }, [0.26, 0.37, 0.37], sheet.mm(3));
  sheet.text('total', 'station', sumBox, [bold(`${words.parcels} ${countOf(totals, words)}`), regular(weightOf(totals, words))], { mostSize: 11, wrapSize: 8, leastSize: 6 });
  sheet.text('by-service', 'station', serviceBox, [bold(words.byService), regular(tallyText(totals.byService))], { mostSize: 8, wrapSize: 7, leastSize: 4.5 });
  sheet.text('by-country', 'station', countryBox, [bold(words.byCountry), regular(tallyText(totals.byCountry))], { mostSize: 8, wrapSize: 7, leastSize: 4.5 });
  const top = box.y + sheet.mm(15);
  sheet.text('handover', 'station', { ...box, y: top, height: sheet.mm(5) }, [regular(words.handover)], { mostSize: 9, leastSize: 6, anchor: 'middle' });
  const signatures = columns({ ...box, y: top + sheet.mm(6), height: sheet.mm(35) }, [0.5, 0.5], sheet.mm(6));
  drawSignature(sheet, 'driver', words.driver, [words.name, words.vehicle, words.when, words.signature], signatures[0]);
  drawSignature(sheet, 'warehouse', words.warehouse, [words.name, null, words.when, words.signature], signatures[1]);
}

function drawSignature(sheet: Sheet, id: string, title: string, lines: readonly (string | null)[], box: Box): void {
  sheet.text(id, 'station', { ...box, height: sheet.mm(4) }, [bold(title)], { mostSize: 8, leastSize: 6 });
  const height = Math.floor((box.height - sheet.mm(4)) / lines.length);
  lines.forEach((line, i) => {
    if (line === null) return;
    const y = box.y + sheet.mm(4) + i * height;
    sheet.text(`${id}-${i}`, 'station', { ...box, y, height, width: sheet.mm(26) }, [regular(line)], { mostSize: 8, leastSize: 6, anchor: 'bottom' });
    sheet.rule(box.x + sheet.mm(27), y + height, box.width - sheet.mm(27), 0.2);
  });
}

function drawFooter(sheet: Sheet, paper: ManifestPaper, words: ManifestWords, box: Box, page: string): void {
  const [left, right] = columns(box, [0.75, 0.25], sheet.mm(2));
  sheet.text('footer', 'station', left, [regular(`${manifestCodeOf(paper.number)} · ${paper.carrier} · ${whenText(paper, words)}`)], { mostSize: 7, leastSize: 5, anchor: 'bottom' });
  sheet.text('page', 'station', right, [regular(page)], { mostSize: 8, leastSize: 6, align: 'end', anchor: 'bottom' });
}

// ---- words ---------------------------------------------------------------------------------------------------------

function senderParagraphs(sender: Address): readonly Paragraph[] {
  return [
    { ...bold(sender.company ?? sender.name), keep: true },
    ...(sender.company === undefined || sender.company === sender.name ? [] : [regular(sender.name)]),
    ...sender.lines.map(regular),
    ...postalLines(sender).map(regular),
    regular(countryName(sender.countryCode)),
  ];
}

const countOf = ({ parcels, struckOut }: ManifestTotals, words: ManifestWords): string => (struckOut === 0 ? String(parcels) : `${parcels} ${words.struckOut(struckOut)}`);

const tallyText = (tallies: readonly Tally[]): string => tallies.map(({ name, parcels }) => `${name} ${parcels}`).join(' · ');

function weightOf(totals: ManifestTotals, words: ManifestWords): string {
  if (totals.weighed === 0) return '–';
  const sum = weightText(totals.weightGrams);
  return totals.weighed === totals.parcels ? sum : `${sum} ${words.weighedOf(totals.weighed, totals.parcels)}`;
}

/** "21 Nov 2026, 09:05 (Europe/Berlin, UTC+01:00)": a paper is read in other places than where it was printed. */
function whenText(paper: ManifestPaper, { locale }: ManifestWords): string {
  const { timeZone, closedAtMs } = paper;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23', timeZone }).format(closedAtMs);
  const offset = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(closedAtMs).find((part) => part.type === 'timeZoneName')?.value ?? '';
  return `${day} (${timeZone}, ${offset.replace('GMT', 'UTC')})`;
}
