import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBadge, encodeCommand, encodeLane } from '../../../src/shared/domain/scan/commands.ts';
import { interpretScan, MAX_SCAN_CHARACTERS } from '../../../src/shared/domain/scan/interpret.ts';
import { type Interpretation, lookupKeys } from '../../../src/shared/domain/scan/interpretation.ts';

const GS = '\u001d';
const sscc = '395011015300000011'; // GS1 Digital Link / Scan4Transport example number
const ean = '4006381333931'; // EAN-13 of the usual textbook example
const gtin = `0${ean}`;

function kindAndKey(interpretation: Interpretation): string {
  switch (interpretation.kind) {
    case 'command':
      return `command ${interpretation.command}`;
    case 'command-damaged':
      return `damaged ${interpretation.of} ${interpretation.reason}`;
    case 'badge':
      return `badge ${interpretation.badgeId}`;
    case 'lane':
      return `lane ${interpretation.lane}`;
    case 'sscc':
      return `sscc ${interpretation.sscc} by ${interpretation.evidence}`;
    case 'gtin':
      return `gtin ${interpretation.gtin} by ${interpretation.evidence}`;
    case 'gs1':
      return `gs1 by ${interpretation.evidence}`;
    case 'digits':
      return `digits ${interpretation.text}`;
    case 'text':
      return `text ${interpretation.text}`;
    case 'unreadable':
      return `unreadable ${interpretation.reason}`;
  }
}

describe('a scan', () => {
  it.each([
    ['an SSCC as GS1-128 with AIM identifier', `]C100${sscc}`, `sscc ${sscc} by aim-id`],
    ['an SSCC in DataMatrix with more behind it', `]d200${sscc}420LS11AA${GS}4307GB`, `sscc ${sscc} by aim-id`],
    ['an SSCC with its AI and no identifier', `00${sscc}`, `sscc ${sscc} by check-digit`],
    ['an SSCC typed as printed', `(00) ${sscc}`, `sscc ${sscc} by brackets`],
    ['an SSCC behind an FNC1 sent as GS', `${GS}00${sscc}`, `sscc ${sscc} by separator`],
    ['a bare SSCC', sscc, `digits ${sscc}`],
    ['an EAN with AIM identifier', `]E0${ean}`, `gtin ${gtin} by aim-id`],
    ['an EAN-8 with AIM identifier', ']E473513537', 'gtin 00000073513537 by aim-id'],
    ['a magazine with its issue number', `]E3${ean}05`, `gtin ${gtin} by aim-id`],
    ['a bare EAN', ean, `digits ${ean}`],
    ['a carton with lot and date', `]C101${gtin}17261130${GS}10LOT7`, `gtin ${gtin} by aim-id`],
    ['a carton without identifier but with GS', `01${gtin}10LOT7${GS}21S1`, `gtin ${gtin} by separator`],
    ['a carton without any mark', `01${gtin}1726113010LOT7`, `gtin ${gtin} by check-digit`],
    ['a carton typed as printed', `(01)${gtin}(10)LOT7`, `gtin ${gtin} by brackets`],
    ['the lot symbol of a carton', ']C110LOT7', 'gs1 by aim-id'],
    ['what a pallet contains', `]C102${gtin}3724`, 'gs1 by aim-id'],
    ['two GTINs that differ', `]C101${gtin}0109521234543213`, 'gs1 by aim-id'],
    ['a symbol of internal data', ']C199ABC', 'gs1 by aim-id'],
    ['an Amazon order number', '305-1234567-7654321', 'text 305-1234567-7654321'],
    ['a Shopify order name', '#1001', 'text #1001'],
    ['an order number in plain Code 128 with identifier', ']C0WEB-77', 'text WEB-77'],
    ['a web address in QR', ']Q1https://example.test/a?b=1', 'text https://example.test/a?b=1'],
    ['a product code with umlaut', 'KÄSE-100', 'text KÄSE-100'],
    ['the same in two code points', 'KA\u0308SE-100', 'text KÄSE-100'],
    ['a carrier code behind an FNC1 without AI', ']C1ABCDEF', 'gs1 by aim-id'],
    ['a trailing GS behind an order number', `WEB-77${GS}`, 'text WEB-77'],
    ['brackets that are no AIs', '(S)-12', 'text (S)-12'],
    ['brackets with an AI that is not one', '(12)34', 'text (12)34'],
    ['a lone bracket', ']', 'text ]'],
    ['a bracket and no symbology', ']XX', 'text ]XX'],
    ['blanks and a line end around it', `  ${ean}\r\n`, `digits ${ean}`],
    ['STX and ETX around it', `\u0002]E0${ean}\u0003`, `gtin ${gtin} by aim-id`],
    ['a command', encodeCommand('undo'), 'command undo'],
    ['a command with AIM identifier', `]C0${encodeCommand('ok')}`, 'command ok'],
    ['a badge', encodeBadge('ANNA7'), 'badge ANNA7'],
    ['a carrier’s lane', encodeLane('DPD Express'), 'lane DPDEXPRESS'],
    ['a lane with Caps Lock on', encodeLane('Kiez-Velo').toLowerCase(), 'lane KIEZVELO'],
    ['a damaged lane', 'PGLANDPD1', 'damaged lane check-character'],
    ['a lane twice', encodeLane('DHL').repeat(2), 'unreadable doubled'],
    ['an order number like a command', 'PGCMD1001', 'damaged command check-character'],
    ['a damaged badge', 'PGUSRANNA71', 'damaged badge check-character'],
    ['nothing', '', 'unreadable empty'],
    ['blanks', ' \r\n', 'unreadable empty'],
    ['an identifier and nothing', ']d2', 'unreadable empty'],
    ['only a separator', GS, 'unreadable empty'],
    ['an SSCC with a wrong digit', `]C100${sscc.slice(0, -1)}2`, 'unreadable bad-check-digit'],
    ['an EAN with a wrong digit', ']E04006381333932', 'unreadable bad-check-digit'],
    ['a carton with a wrong digit', `(01)${gtin.slice(0, -1)}2(10)LOT7`, 'unreadable bad-check-digit'],
    ['a control character inside', 'WEB\u000277', 'unreadable control-characters'],
    ['a broken encoding', 'K\ufffdSE', 'unreadable control-characters'],
    ['a GS in what is no element string', `WEB${GS}77`, 'unreadable control-characters'],
    ['more than two hundred characters', 'A'.repeat(MAX_SCAN_CHARACTERS + 1), 'unreadable too-long'],
    ['an EAN twice with identifier', `]E0${ean}]E0${ean}`, 'unreadable doubled'],
    ['an EAN twice without', ean + ean, 'unreadable doubled'],
    ['an SSCC twice', `00${sscc}00${sscc}`, 'unreadable doubled'],
    ['a command twice', encodeCommand('ok').repeat(2), 'unreadable doubled'],
  ])('of %s is understood', (_name, raw, expected) => {
    expect(kindAndKey(interpretScan(raw))).toBe(expected);
  });

  it('loses the prefix and suffix the scanner is set to send, and only those', () => {
    expect(interpretScan('~WEB-77#', { prefix: '~', suffix: '#' }).text).toBe('WEB-77');
    expect(interpretScan('WEB-77', { prefix: '~', suffix: '#' }).text).toBe('WEB-77');
  });

  it('keeps an unknown AI and the objections to a lone lot for the screen', () => {
    expect(interpretScan(`]C110LOT7${GS}891234`)).toMatchObject({
      kind: 'gs1',
      elements: [{ ai: '10', title: 'BATCH/LOT', data: 'LOT7' }],
      unknown: ['891234'],
      associationProblems: [{ kind: 'missing-companion', ai: '10' }],
    });
  });

  it('is never answered by an exception, and never makes a GTIN or SSCC with a wrong check digit', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...`0123456789]CEde013Q(${GS}PGCMD+`), maxLength: 60 }),
    );
    fc.assert(
      fc.property(anything, (raw) => {
        const keys = lookupKeys(interpretScan(raw));
        for (const key of [keys.gtin, keys.sscc]) {
          if (key !== null) expect(kindAndKey(interpretScan(key.length === 18 ? `]C100${key}` : `]C101${key}`))).toContain(key);
        }
      }),
    );
  });
});

describe('bare digits', () => {
  it.each([
    ['an EAN is also a possible order number', ean, { asGtin: gtin, asSscc: null, checkDigitWrongFor: [] }],
    ['a UPC-E is expanded', '04252614', { asGtin: '00042100005264', asSscc: null }],
    ['an (01) with its GTIN and nothing else', `01${gtin}`, { asGtin: gtin, asSscc: null }],
    ['an SSCC is also a possible order number', sscc, { asGtin: null, asSscc: sscc, checkDigitWrongFor: [] }],
    ['an 18-digit order number', '576461413038785753', { asGtin: null, asSscc: null, checkDigitWrongFor: ['sscc'] }],
    ['a 12-digit order number', '123456789013', { asGtin: null, asSscc: null, checkDigitWrongFor: ['gtin'] }],
    ['an (00) with a wrong check digit', `00${sscc.slice(0, -1)}2`, { asSscc: null, checkDigitWrongFor: ['sscc'] }],
    ['an SSCC the scanner says is plain Code 128', `]C000${sscc}`, { asSscc: sscc, aim: ']C0' }],
    ['a short order number', '743', { asGtin: null, asSscc: null, checkDigitWrongFor: [] }],
  ])('%s', (_name, raw, expected) => {
    expect(interpretScan(raw)).toMatchObject({ kind: 'digits', ...expected });
  });

  it('that are one number twice are reported as a hint, with the number', () => {
    expect(interpretScan('43542104354210')).toMatchObject({ kind: 'digits', doubledOf: '4354210' });
    expect(interpretScan('WEB-77WEB-77')).toMatchObject({ kind: 'text', doubledOf: 'WEB-77' });
    expect(interpretScan('1212')).toMatchObject({ kind: 'digits', doubledOf: null });
  });

  it('stay usable as text whatever else they may be', () => {
    expect(lookupKeys(interpretScan(ean))).toEqual({ sscc: null, gtin, text: ean });
    expect(lookupKeys(interpretScan('123456789013'))).toEqual({ sscc: null, gtin: null, text: '123456789013' });
  });
});

describe('what may be looked up', () => {
  it.each([
    ['a command', encodeCommand('undo')],
    ['a damaged command', 'PGCMD1001'],
    ['a badge', encodeBadge('A')],
    ['a lane', encodeLane('DHL')],
    ['an unreadable scan', `]C100${sscc.slice(0, -1)}2`],
  ])('is nothing for %s', (_name, raw) => {
    expect(lookupKeys(interpretScan(raw))).toEqual({ sscc: null, gtin: null, text: null });
  });
});
