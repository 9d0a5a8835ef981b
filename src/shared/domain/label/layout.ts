import { formatSsccHri } from '../gs1/sscc.ts';
import type { Sscc } from '../gs1/sscc.ts';
import { countryName, drawableText, postalLines } from './address-text.ts';
import { findContradiction } from './content.ts';
import type { LabelAddress, LabelContent, LabelSource } from './content.ts';
import type { Paragraph } from './fit-text.ts';
import { moduleDots, pageDots, SSCC_SYMBOL_MODULES } from './media.ts';
import type { LabelDpi, LabelMedium } from './media.ts';
import { bold, columns, createSheet, inset, regular, titleSize, weightText } from './sheet.ts';
import type { Bar, Box, Sheet, TextBlock } from './sheet.ts';

/** GS1-128 of one SSCC. The bars fill the box exactly; the quiet zones are outside of it. */
export interface SsccSymbol extends Box {
  readonly kind: 'sscc';
  readonly sscc: Sscc;
  readonly moduleDots: number;
}

export interface LabelLayout {
  readonly medium: LabelMedium;
  readonly dpi: LabelDpi;
  readonly page: { readonly width: number; readonly height: number };
  readonly bars: readonly Bar[];
  readonly texts: readonly TextBlock[];
  readonly symbol: SsccSymbol | null;
}

/** Rows from top to bottom, millimetres. Whatever they leave over belongs to the address of the buyer. */
const ROWS_MM = { margin: 3.5, practice: 8.5, carrier: 9.5, from: 15, routing: 15, facts: 10, bars: 33, hri: 5.4, gap: 1.2 };
/** GS1 General Specifications 6.6.4: data that people read from a distance should be 7 mm high. 28 pt capitals of Helvetica are 7.1 mm. */
const SEVEN_MM_CAPITALS = 28;
const FACT_ROW_MM = 3.6;

/** Decides where everything on a label stands. Pure arithmetic: it knows neither fonts nor files. */
export function layoutLabel(content: LabelContent, medium: LabelMedium, dpi: LabelDpi): LabelLayout {
  const contradiction = findContradiction(content);
  if (contradiction !== null) throw new Error(`label of parcel ${content.parcelId}: ${contradiction}`);
  const page = pageDots(medium, dpi);
  const sheet = createSheet(dpi);
  const mm = sheet.mm;
  const left = mm(ROWS_MM.margin);
  const width = page.width - 2 * left;
  const gap = mm(ROWS_MM.gap);

  let top = left;
  if (content.practice) {
    drawPracticeBanner(sheet, { x: left, y: top, width, height: mm(ROWS_MM.practice) });
    top += mm(ROWS_MM.practice) + gap;
  }
  drawCarrier(sheet, content, { x: left, y: top, width, height: mm(ROWS_MM.carrier) });
  top += mm(ROWS_MM.carrier) + mm(0.6);
  sheet.rule(left, top, width, 0.75);
  top += mm(0.75) + gap;
  drawSender(sheet, content, { x: left, y: top, width, height: mm(ROWS_MM.from) });
  top += mm(ROWS_MM.from) + gap;
  sheet.rule(left, top, width, 0.25);
  top += mm(0.25) + gap;

  const symbolTop = page.height - left - mm(ROWS_MM.hri) - mm(ROWS_MM.bars);
  const factsTop = symbolTop - 2 * gap - mm(ROWS_MM.facts);
  const routingTop = factsTop - 2 * gap - mm(ROWS_MM.routing);
  drawRecipient(sheet, content, { x: left, y: top, width, height: routingTop - gap - top });
  drawRouting(sheet, content, { x: left, y: routingTop, width, height: mm(ROWS_MM.routing) });
  drawFacts(sheet, content, { x: left, y: factsTop, width, height: mm(ROWS_MM.facts) });
  sheet.rule(left, symbolTop - gap - mm(0.25), width, 0.25);
  const symbol = drawCodeArea(sheet, content, page.width, { x: left, y: symbolTop, width, height: mm(ROWS_MM.bars) });
  return { medium, dpi, page, bars: sheet.bars, texts: sheet.texts, symbol };
}

// ---- rows ----------------------------------------------------------------------------------------------------------

function drawPracticeBanner(sheet: Sheet, box: Box): void {
  sheet.bar(box);
  sheet.text('practice', 'station', inset(box, sheet.mm(1), sheet.mm(0.5)), [bold('PRACTICE – DO NOT SHIP')], {
    mostSize: 20, leastSize: 12, align: 'center', anchor: 'middle', ink: 'white',
  });
}

function drawCarrier(sheet: Sheet, content: LabelContent, box: Box): void {
  const left = columns(box, [0.66, 0.34], sheet.mm(2));
  sheet.text('carrier', 'delivery', left[0], [bold(content.carrierName), { ...regular(content.serviceName), scale: 0.72 }], {
    mostSize: 14, wrapSize: 9, leastSize: 6, anchor: 'middle',
  });
  sheet.text('store', 'order', left[1], [{ ...bold(content.storeName), mostLines: 2 }], {
    mostSize: 11, wrapSize: 8, leastSize: 6, align: 'end', anchor: 'middle',
  });
}

function drawSender(sheet: Sheet, content: LabelContent, box: Box): void {
  const [fromBox, factsBox] = columns(box, [0.52, 0.48], sheet.mm(3));
  const body = sheet.titled('from', 'sender', 'FROM', fromBox);
  sheet.text('from', 'sender', body, addressParagraphs(content.shipFrom, content.shipFrom.countryCode !== content.shipTo.countryCode), {
    mostSize: 8.5, wrapSize: 7, leastSize: 5, countryCode: content.shipFrom.countryCode,
  });
  const facts: [string, string][] = [['PARCEL ID', content.parcelId]];
  if (content.weightGrams !== undefined) facts.push(['WEIGHT', weightText(content.weightGrams)]);
  if (content.printedAtText !== undefined) facts.push(['PRINTED', content.printedAtText]);
  facts.forEach(([title, text], i) => {
    const row: Box = { ...factsBox, y: factsBox.y + i * sheet.mm(FACT_ROW_MM), height: sheet.mm(FACT_ROW_MM) };
    const [titleBox, valueBox] = columns(row, [0.27, 0.73], sheet.mm(0.5));
    const id = title.toLowerCase().replaceAll(' ', '-');
    sheet.text(`${id}-title`, 'delivery', titleBox, [bold(title)], { mostSize: titleSize, leastSize: 4, anchor: 'middle' });
    sheet.text(id, 'delivery', valueBox, [regular(text)], { mostSize: 8, wrapSize: 4.5, leastSize: 4, anchor: 'middle' });
  });
}

function drawRecipient(sheet: Sheet, content: LabelContent, box: Box): void {
  const body = sheet.titled('to', 'recipient', 'SHIP TO', box);
  sheet.text('to', 'recipient', body, addressParagraphs(content.shipTo, true, 1.18), {
    mostSize: 17, wrapSize: 13, leastSize: 6, countryCode: content.shipTo.countryCode,
  });
}

/** What a sorter looks for across the hall: country, postcode, which parcel of how many. */
function drawRouting(sheet: Sheet, content: LabelContent, box: Box): void {
  const { shipTo } = content;
  sheet.frame(box, 0.5);
  const [countryBox, postcodeBox, parcelBox] = columns(box, [0.22, 0.52, 0.26], 0);
  const padding = sheet.mm(1.5);
  sheet.bar(countryBox);
  sheet.text('country', 'recipient', inset(countryBox, padding, padding), [bold(shipTo.countryCode.toUpperCase())], {
    mostSize: SEVEN_MM_CAPITALS + 4, leastSize: 8, align: 'center', anchor: 'middle', ink: 'white', countryCode: shipTo.countryCode,
  });
  const postcode = sheet.titled('postcode', 'recipient', 'SHIP TO POST', inset(postcodeBox, padding, sheet.mm(1)));
  sheet.text('postcode', 'recipient', postcode, [bold(shipTo.postcode === '' ? '–' : shipTo.postcode)], {
    mostSize: SEVEN_MM_CAPITALS, leastSize: 8, anchor: 'middle', countryCode: shipTo.countryCode,
  });
  sheet.bar({ ...parcelBox, width: sheet.mm(0.5) });
  const count = sheet.titled('parcel', 'delivery', 'PARCEL', inset(parcelBox, padding, sheet.mm(1)));
  sheet.text('parcel', 'delivery', count, [bold(`${content.parcelIndex}/${content.parcelCount}`)], {
    mostSize: SEVEN_MM_CAPITALS, leastSize: 8, anchor: 'middle',
  });
}

function drawFacts(sheet: Sheet, content: LabelContent, box: Box): void {
  const facts: [string, string, LabelSource][] = [['ORDER NUMBER', content.orderNumber, 'order']];
  if (content.tracking.mode !== 'sscc' && content.sscc !== null) facts.push(['TRACKING', content.tracking.number, 'delivery']);
  for (const { title, text } of (content.references ?? []).slice(0, 3 - facts.length)) facts.push([title, text, 'order']);
  const shares = facts.map((_, i) => (i === 0 && facts.length > 1 ? 1.4 : 1));
  const cells = columns(box, shares.map((share) => share / shares.reduce((sum, one) => sum + one, 0)), sheet.mm(3));
  facts.forEach(([title, text, source], i) => {
    const cell = cells[i];
    if (cell === undefined) return;
    const id = title.toLowerCase().replaceAll(' ', '-');
    sheet.text(id, source, sheet.titled(id, source, drawableText(title).toUpperCase(), cell), [{ ...bold(text), mostLines: 2 }], {
      mostSize: 17, wrapSize: 9, leastSize: 5, anchor: 'middle',
    });
  });
}

/** The lowest part of the label is the SSCC's (GS1 General Specifications 6.6.4): nothing stands beside or below it but its own digits. */
function drawCodeArea(sheet: Sheet, content: LabelContent, pageWidth: number, box: Box): SsccSymbol | null {
  const below: Box = { ...box, y: box.y + box.height + sheet.mm(0.7), height: sheet.mm(ROWS_MM.hri) - sheet.mm(0.7) };
  if (content.sscc === null) {
    const value = sheet.titled('tracking', 'delivery', 'TRACKING', box);
    sheet.text('tracking', 'delivery', value, [bold(content.tracking.number)], { mostSize: 26, wrapSize: 14, leastSize: 8, align: 'center', anchor: 'middle' });
    return null;
  }
  const module = moduleDots[sheet.dpi];
  const width = SSCC_SYMBOL_MODULES * module;
  sheet.text('hri', 'delivery', below, [regular(formatSsccHri(content.sscc))], { mostSize: 12.5, leastSize: 9, align: 'center' });
  return { kind: 'sscc', sscc: content.sscc, moduleDots: module, x: Math.floor((pageWidth - width) / 2), y: box.y, width, height: box.height };
}

function addressParagraphs(address: LabelAddress, withCountry: boolean, nameScale = 1): Paragraph[] {
  const postal = postalLines(address).map((line, i): Paragraph => ({ ...bold(line), keep: i === 0 || line === address.postcode }));
  return [
    { ...bold(address.name), scale: nameScale, keep: true },
    ...(address.company === undefined || address.company === address.name ? [] : [regular(address.company)]),
    ...address.lines.map((line, i): Paragraph => ({ ...regular(line), keep: i === 0 })),
    ...postal,
    ...(withCountry ? [{ ...bold(countryName(address.countryCode)), keep: true }] : []),
    ...(address.phone === undefined ? [] : [{ ...regular(`Tel ${address.phone}`), scale: 0.8 }]),
  ];
}
