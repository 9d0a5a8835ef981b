import type { Outcome, Problem } from '../../../../shared/domain/writeback/outcome.ts';
import type { ProblemCode } from '../../../../shared/domain/writeback/problems.ts';
import { isSameNumber } from '../../../../shared/domain/writeback/proof.ts';
import type { DispatchNotice } from '../../../../shared/domain/writeback/write-back.ts';
import type { Operation } from '../../kit/wire.ts';
import { readPackageKey } from './ids.ts';
import { readPackages, setPicking, tellLink, tellNumber } from './operations.ts';
import { findOwnLink, OUR_VEHICLE } from './own-vehicle.ts';
import { toldNumber } from './read-order.ts';
import type { TrendyolSettings } from './settings.ts';
import type { TrendyolPackage } from './shapes.ts';
import { isLineClosed, stageOf, successorsOf, successorWords } from './statuses.ts';

/** One request within the account's budget. */
export type Ask = <In, Out>(operation: Operation<In, Out, TrendyolSettings>, input: In) => Promise<Outcome<Out>>;

type Carriers = TrendyolSettings['carriers'];

type Judged = { readonly kind: 'end'; readonly outcome: Outcome<void> } | { readonly kind: 'open'; readonly found: TrendyolPackage };

/**
 * Reads the package, sets it to Picking where it is not there yet, writes the number, or the link where our own vehicle brings it. Picking may be set
 * twice, so only the lost answer to the number itself is in doubt. A refusal is looked into: the package may have been closed, or told, since it was read.
 */
export async function confirmDispatch(notice: DispatchNotice, ask: Ask, carriers: Carriers): Promise<Outcome<void>> {
  const judged = await judgeNow(notice, ask, carriers);
  if (judged.kind !== 'done') return judged;
  if (judged.value.kind === 'end') return judged.value.outcome;
  const { found } = judged.value;
  if (stageOf(found) === 'created') {
    const picked = await ask(setPicking, { packageId: found.packageId, lines: openLines(found) });
    if (picked.kind === 'uncertain') return { kind: 'unavailable', cause: `setting the package to Picking: ${picked.cause}` };
    if (picked.kind === 'rejected') return lookAgain(notice, picked, ask, carriers);
    if (picked.kind !== 'done') return picked;
  }
  const told = await tell(notice, found.packageId, ask, carriers);
  return told.kind === 'rejected' ? lookAgain(notice, told, ask, carriers) : told;
}

function tell(notice: DispatchNotice, packageId: string, ask: Ask, carriers: Carriers): Promise<Outcome<void>> {
  const [trackingNumber, providerCode] = [notice.trackingNumber.trim(), notice.carrierCode.trim()];
  const link = providerCode === OUR_VEHICLE ? findOwnLink(trackingNumber, carriers) : null;
  return link === null ? ask(tellNumber, { packageId, trackingNumber, providerCode }) : ask(tellLink, { packageId, link });
}

async function judgeNow(notice: DispatchNotice, ask: Ask, carriers: Carriers): Promise<Outcome<Judged>> {
  const key = readPackageKey(notice.channelOrderId);
  if (key === null) return { kind: 'done', value: ended('bad-request-ours', 'an order of Trendyol is "<order number>-<package id>"') };
  const packages = await ask(readPackages, key.orderNumber);
  return packages.kind === 'done' ? { kind: 'done', value: judge(notice, key.packageId, packages.value, carriers) } : packages;
}

const ended = (code: ProblemCode, message: string): Judged => ({ kind: 'end', outcome: { kind: 'rejected', problems: [{ code, message }] } });

/** What the package as it stands says of telling this number. */
function judge(notice: DispatchNotice, packageId: string, packages: readonly TrendyolPackage[], carriers: Carriers): Judged {
  const found = packages.find((candidate) => candidate.packageId === packageId);
  const successors = successorWords(successorsOf(packageId, packages));
  if (found === undefined) return successors === null ? ended('order-gone', `Trendyol knows no package ${packageId}`) : ended('order-cancelled', `package ${packageId} is closed and ${successors}`);
  const stage = stageOf(found);
  if (stage === 'closed' || openLines(found).length === 0) return ended('order-cancelled', `package ${packageId} is ${found.status}${successors === null ? '' : ` and ${successors}`}`);
  if (stage === 'awaiting' || stage === 'unknown') return ended('wrong-state', `package ${packageId} is ${found.status}`);
  const told = toldNumber(found, carriers);
  if (told !== null && isSameNumber(told, notice.trackingNumber)) return { kind: 'end', outcome: { kind: 'done', value: undefined } };
  const isCorrected = told !== null && isReplaced(notice, told);
  if (stage === 'gone' || (told !== null && !isCorrected)) return ended(isCorrected ? 'correction-closed' : 'already-shipped', `package ${packageId} is ${found.status}${told === null ? '' : ` under the number ${told}`}`);
  const wrong = findQuantityProblem(notice, found);
  return wrong === null ? { kind: 'open', found } : { kind: 'end', outcome: { kind: 'rejected', problems: [wrong] } };
}

/** The number that shows is the one that this notice takes the place of. */
const isReplaced = ({ replaces }: DispatchNotice, told: string): boolean => replaces !== undefined && isSameNumber(replaces.trackingNumber, told);

const openLines = (found: TrendyolPackage): TrendyolPackage['lines'] => found.lines.filter((line) => line.quantity > 0 && !isLineClosed(line.orderLineItemStatusName));

/** The number stands for the whole package: a part of it would be told as all of it. */
function findQuantityProblem({ lines }: DispatchNotice, found: TrendyolPackage): Problem | null {
  const open = openLines(found);
  const unitsOf = (lineId: string): number => lines.reduce((sum, line) => (line.lineId === lineId ? sum + line.quantity : sum), 0);
  const stranger = lines.find(({ lineId }) => !open.some((line) => line.lineId === lineId));
  if (stranger !== undefined) return { code: 'quantity-wrong', field: `lines[${stranger.lineId}]`, message: `package ${found.packageId} holds no open line ${stranger.lineId}` };
  const wrong = open.find(({ lineId, quantity }) => unitsOf(lineId) !== quantity);
  if (wrong === undefined) return null;
  return { code: 'quantity-wrong', field: `lines[${wrong.lineId}].quantity`, message: `Trendyol takes one number for the whole package: line ${wrong.lineId} has ${wrong.quantity} units, not ${unitsOf(wrong.lineId)}` };
}

/** Only a refusal for the state of the package is looked into; what was refused for other reasons stays what it is. */
async function lookAgain(notice: DispatchNotice, refusal: Extract<Outcome<void>, { kind: 'rejected' }>, ask: Ask, carriers: Carriers): Promise<Outcome<void>> {
  if (!['already-shipped', 'locked', 'order-gone'].includes(refusal.problems[0].code)) return refusal;
  const judged = await judgeNow(notice, ask, carriers);
  if (judged.kind !== 'done') return refusal;
  if (judged.value.kind === 'end') return judged.value.outcome;
  // The Turkish page lets a number be told once only: then the old one stays, whatever we say.
  const told = toldNumber(judged.value.found, carriers);
  return told !== null && isReplaced(notice, told) ? { kind: 'rejected', problems: [{ code: 'correction-closed', message: refusal.problems[0].message }] } : refusal;
}
