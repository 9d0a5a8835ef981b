import { checkCharacterOf, hasCorrectCheckCharacter } from './check-character.ts';

/**
 * Bar codes that tell the station to do something. Only A-Z and 0-9, which every scanner setting sends alike, a reserved beginning,
 * and a check character. The beginning holds letters, so no GTIN or SSCC can be one; an order number that begins with it is refused
 * as a damaged command: a doubtful code must not act, and must not be looked up either.
 */
export type Command = 'undo' | 'ok' | 'abort' | 'reprint' | 'help' | 'short' | 'reopen' | 'return' | 'finish' | 'lock';

/**
 * `abort` puts the parcel aside; `ok` acknowledges a stop; `short`: an item is not on the shelf; `reopen`, `return`: the next
 * label scanned is of a box closed by mistake, or of one that came back; `finish` closes the carrier's manifest; `lock` hides
 * the bench. Order: as printed on the command sheet.
 */
export const commands: readonly Command[] = ['ok', 'undo', 'abort', 'reprint', 'help', 'short', 'reopen', 'return', 'finish', 'lock'];

export const COMMAND_PREFIX = 'PGCMD';
export const BADGE_PREFIX = 'PGUSR';
/** Beginning of a lane code; behind it the carrier's name in capitals and digits (`laneNameOf`). */
export const LANE_PREFIX = 'PGLAN';

export type DamagedCode = 'check-character' | 'unknown-command' | 'malformed';

export type ParsedCommand =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'damaged'; readonly reason: DamagedCode }
  | { readonly kind: 'not-a-command' };

export type ParsedLane =
  | { readonly kind: 'lane'; readonly lane: string }
  | { readonly kind: 'damaged'; readonly reason: DamagedCode }
  | { readonly kind: 'not-a-lane' };

export type ParsedBadge =
  | { readonly kind: 'badge'; readonly badgeId: string }
  | { readonly kind: 'damaged'; readonly reason: DamagedCode }
  | { readonly kind: 'not-a-badge' };

const COMMAND_BY_NAME: ReadonlyMap<string, Command> = new Map(
  commands.map((command) => [command.toUpperCase(), command] as const),
);

function encode(prefix: string, body: string): string {
  const code = prefix + body;
  return code + checkCharacterOf(code);
}

export function encodeCommand(command: Command): string {
  return encode(COMMAND_PREFIX, command.toUpperCase());
}

/** Badge ids: 1 to 20 of A-Z and 0-9. Throws on others. */
export function encodeBadge(badgeId: string): string {
  if (!isBadgeId(badgeId)) throw new RangeError(`"${badgeId}" is no badge id: 1 to 20 of A-Z and 0-9`);
  return encode(BADGE_PREFIX, badgeId);
}

export function isBadgeId(text: string): boolean {
  return /^[0-9A-Z]{1,20}$/.test(text);
}

type Body = { readonly kind: 'body'; readonly body: string } | { readonly kind: 'damaged'; readonly reason: DamagedCode } | null;

/** Upper case first: Caps Lock on the bench turns a scan into small letters, and case carries nothing here. */
function bodyBehind(prefix: string, text: string): Body {
  const code = text.toUpperCase();
  if (!code.startsWith(prefix)) return null;
  if (!/^[0-9A-Z]+$/.test(code) || code.length < prefix.length + 2) return { kind: 'damaged', reason: 'malformed' };
  if (!hasCorrectCheckCharacter(code)) return { kind: 'damaged', reason: 'check-character' };
  return { kind: 'body', body: code.slice(prefix.length, -1) };
}

export function parseCommand(text: string): ParsedCommand {
  const read = bodyBehind(COMMAND_PREFIX, text);
  if (read === null) return { kind: 'not-a-command' };
  if (read.kind === 'damaged') return read;
  const command = COMMAND_BY_NAME.get(read.body);
  return command === undefined ? { kind: 'damaged', reason: 'unknown-command' } : { kind: 'command', command };
}

export function parseBadge(text: string): ParsedBadge {
  const read = bodyBehind(BADGE_PREFIX, text);
  if (read === null) return { kind: 'not-a-badge' };
  if (read.kind === 'damaged') return read;
  return isBadgeId(read.body) ? { kind: 'badge', badgeId: read.body } : { kind: 'damaged', reason: 'malformed' };
}

/** "DPD Express" -> "DPDEXPRESS": what is left of a carrier's name in a lane code. Two carriers that end up alike share a lane. */
export function laneNameOf(carrier: string): string {
  return carrier.normalize('NFKD').toUpperCase().replace(/[^0-9A-Z]/g, '').slice(0, 20);
}

/** The code that hangs at a carrier's lane. The carrier's name must hold a letter or a digit of the Latin alphabet. */
export function encodeLane(carrier: string): string {
  const lane = laneNameOf(carrier);
  if (lane === '') throw new RangeError(`no lane code can be made of the carrier name "${carrier}"`);
  return encode(LANE_PREFIX, lane);
}

export function parseLane(text: string): ParsedLane {
  const read = bodyBehind(LANE_PREFIX, text);
  if (read === null) return { kind: 'not-a-lane' };
  return read.kind === 'damaged' ? read : { kind: 'lane', lane: read.body };
}
