import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacterOf, hasCorrectCheckCharacter } from '../../../src/shared/domain/scan/check-character.ts';
import { readScan } from '../../../src/shared/domain/scan/reading.ts';
import { commands, encodeBadge, encodeCommand, encodeLane, laneNameOf, parseBadge, parseCommand, parseLane } from '../../../src/shared/domain/scan/commands.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const body = fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 1, maxLength: 20 });

describe('the check character', () => {
  // Source: GRid standard, example A1-2425G-ABC1234002-M (ISO 7064 MOD 37,36); ISAN 0000-0000-D07A-0090-Q.
  it.each([
    ['A12425GABC1234002', 'M'],
    ['00000000D07A0090', 'Q'],
  ])('of %s is %s', (text, character) => {
    expect(checkCharacterOf(text)).toBe(character);
    expect(hasCorrectCheckCharacter(text + character)).toBe(true);
  });

  it('finds every single wrong character', () => {
    fc.assert(
      fc.property(body, fc.nat(), fc.integer({ min: 1, max: 35 }), (text, position, change) => {
        const code = text + checkCharacterOf(text);
        const at = position % code.length;
        const wrong = ALPHABET.charAt((ALPHABET.indexOf(code.charAt(at)) + change) % 36);
        expect(hasCorrectCheckCharacter(code.slice(0, at) + wrong + code.slice(at + 1))).toBe(false);
      }),
    );
  });

  it('is refused loudly for characters a scanner might change', () => {
    expect(() => checkCharacterOf('PGCMD-UNDO')).toThrow(RangeError);
  });
});

describe('a command code', () => {
  it.each(commands)('%s is read back, with Caps Lock on too', (command) => {
    const code = encodeCommand(command);
    expect(code).toMatch(/^PGCMD[A-Z]+[0-9A-Z]$/);
    expect(parseCommand(code)).toEqual({ kind: 'command', command });
    expect(parseCommand(code.toLowerCase())).toEqual({ kind: 'command', command });
  });

  it('is two characters away from every other one, check characters counted', () => {
    expect(new Set(commands.map(encodeCommand)).size).toBe(commands.length);
  });

  const undo = encodeCommand('undo');
  it.each([
    ['its last character missing', undo.slice(0, -1), 'check-character'],
    ['two letters swapped', undo.replace('UN', 'NU'), 'check-character'],
    ['nothing behind the prefix', 'PGCMD', 'malformed'],
    ['a blank in it', 'PGCMD UNDO', 'malformed'],
    ['a name we do not have', `PGCMDSHIPALL${checkCharacterOf('PGCMDSHIPALL')}`, 'unknown-command'],
    ['an order number behind the prefix', 'PGCMD-1001', 'malformed'],
  ])('with %s is damaged', (_name, text, reason) => {
    expect(parseCommand(text)).toEqual({ kind: 'damaged', reason });
  });

  it.each(['4006381333931', '395011015300000011', 'PGUSRANNAX', 'XPGCMDUNDO', ''])('is not in %j', (text) => {
    expect(parseCommand(text)).toEqual({ kind: 'not-a-command' });
  });
});

describe('a badge code', () => {
  it('is read back for every id of letters and digits', () => {
    fc.assert(
      fc.property(body, (badgeId) => {
        expect(parseBadge(encodeBadge(badgeId))).toEqual({ kind: 'badge', badgeId });
      }),
    );
  });

  it('with a wrong check character is damaged and names nobody', () => {
    const code = encodeBadge('ANNA7');
    expect(parseBadge(code.replace('ANNA', 'ANMA'))).toEqual({ kind: 'damaged', reason: 'check-character' });
  });

  it.each(['', 'anna', 'ANNA-7', 'A'.repeat(21)])('is not made for %j', (badgeId) => {
    expect(() => encodeBadge(badgeId)).toThrow(RangeError);
  });
});

describe('a lane code', () => {
  it.each([
    ['DHL', 'DHL'],
    ['DPD Express', 'DPDEXPRESS'],
    ['Kiez-Velo', 'KIEZVELO'],
    ['Österreichische Post', 'OSTERREICHISCHEPOST'],
    ['Chronopost №5', 'CHRONOPOSTNO5'],
    ['Deutsche Post Warensendung', 'DEUTSCHEPOSTWARENSEN'],
  ])('of %s carries %s, with Caps Lock on too', (carrier, lane) => {
    const code = encodeLane(carrier);
    expect(laneNameOf(carrier)).toBe(lane);
    expect(parseLane(code)).toEqual({ kind: 'lane', lane });
    expect(parseLane(code.toLowerCase())).toEqual({ kind: 'lane', lane });
  });

  it('leads back to the carrier, whatever it is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (carrier) => {
        const lane = laneNameOf(carrier);
        if (lane === '') expect(() => encodeLane(carrier)).toThrow(RangeError);
        else expect(parseLane(encodeLane(carrier))).toEqual({ kind: 'lane', lane });
      }),
    );
  });

  it('is no command, no badge, no article and no parcel number', () => {
    const code = encodeLane('DHL');
    expect(parseCommand(code)).toEqual({ kind: 'not-a-command' });
    expect(parseBadge(code)).toEqual({ kind: 'not-a-badge' });
    expect(readScan(code)).toEqual({ kind: 'lane', lane: 'DHL' });
    // One code twice in one read is no lane either.
    expect(readScan(code + code)).toEqual({ kind: 'unreadable', reason: 'doubled' });
  });

  const dpd = encodeLane('DPD');
  it.each([
    ['one letter wrong', dpd.replace('DPD', 'DPO'), 'check-character'],
    ['its last character missing', dpd.slice(0, -1), 'check-character'],
    ['nothing behind the prefix', 'PGLAN', 'malformed'],
    ['a dash in it', 'PGLAN-DPD', 'malformed'],
  ])('with %s is damaged, and opens no lane', (_name, text, reason) => {
    expect(parseLane(text)).toEqual({ kind: 'damaged', reason });
    expect(readScan(text)).toEqual({ kind: 'unreadable', reason: 'damaged-command' });
  });
});
