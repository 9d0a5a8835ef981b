import type { TFunction } from 'i18next';

/**
 * Sentences the station says in English because a log or an outside program said them first. The ones it says often are known here and
 * come in the reader's language; `test/renderer/station-words.test.ts` lets the station say them and fails when one is no longer known.
 */
const known: readonly (readonly [pattern: RegExp, key: string])[] = [
  // Printing: src/main/printing.
  [/^CUPS has no queue named (?<queue>\S+?)\. /, 'noQueue'],
  [/^Printing through CUPS needs the command (?<command>\S+?)\. /, 'cupsMissing'],
  [/^CUPS is not running\. /, 'cupsStopped'],
  [/^(?<queue>\S+) refuses jobs\. /, 'queueRefuses'],
  [/^(?<queue>\S+) is stopped\. Start it/, 'queueStopped'],
  [/^CUPS cannot reach (?<queue>\S+?):/, 'unreachable'],
  [/^CUPS refused the label: (?<words>.*)$/s, 'cupsRefused'],
  [/^CUPS did not answer in time; the label may still come out of (?<queue>\S+)\. /, 'cupsLate'],
  [/^CUPS took the label but named no job: (?<words>.*)\. Look at/s, 'cupsNoJob'],
  [/^The earlier print (?<job>\S+) still waits/, 'earlierWaits'],
  [/^The disk of (?<folder>.+) is full\. /, 'diskFull'],
  [/^Packgate may not write to (?<folder>.+?)\. Choose/, 'noPermission'],
  [/^(?<folder>.+) is not a folder\. Choose/, 'noFolder'],
  [/^(?<file>.+) already holds another label with this number/, 'otherLabelThere'],
  // Settings that contradict each other: src/main/composition/handlers/setup.ts.
  [/^The practice store cannot be on beside real stores/, 'practiceBesideReal'],
  [/^Two stores have the same id/, 'sameStoreId'],
  [/^The limit of the cancel check cannot be shorter/, 'limitBelowFresh'],
  // Refusals of calls: src/main/composition/handlers.
  [/^This is the last admin\./, 'lastAdmin'],
  [/^The first person must be an admin/, 'firstAdmin'],
  [/^Somebody who works here has this name already/, 'nameTaken'],
  [/^This PIN is one of the first/, 'trivialPin'],
  [/^With a real store the practice people leave/, 'practiceAdminFirst'],
  [/^Nobody owns cancellations of (?<store>.+)\. Choose exactly one system\.$/, 'nobodyOwns.cancellation'],
  [/^Nobody owns the status \"shipped\" of (?<store>.+)\. Choose exactly one system\.$/, 'nobodyOwns.shipped'],
  [/^(?<channel>.+) takes no tracking number for several orders: (?<store>.+) cannot pack them into one box\.$/, 'takesNoSharedNumber'],
  [/^(?<systems>.+) both own cancellations of (?<store>.+)\. Choose exactly one system\.$/, 'bothOwn.cancellation'],
  [/^(?<systems>.+) both own the status \"shipped\" of (?<store>.+)\. Choose exactly one system\.$/, 'bothOwn.shipped'],
  [/^This lane is still open: scan/, 'laneOpen'],
  [/^Only a labelled parcel that has not left/, 'notAgain'],
  [/^This station is not connected to the practice site/, 'notPractice'],
  [/^Nothing of this order is left to cancel/, 'nothingToCancel'],
  [/^Nothing of this order is left to ask for/, 'nothingToAsk'],
  [/^Nobody asked to cancel this order/, 'nobodyAsked'],
  [/^One unit is all that is left of this order/, 'oneUnitLeft'],
  [/^This row is not open any more/, 'rowGone'],
  [/^(?<rows>\d+) differences have no explanation/, 'unexplained'],
  [/^(?<by>.+) has signed this list\./, 'listSigned'],
  [/^The list has open items\.$/, 'listOpen'],
  [/^No flag stands on this order/, 'noFlag'],
  [/^What was wrong with this message is still wrong/, 'stillWrong'],
  [/^The order must not be told as shipped: (?<code>[A-Z_]+)\.$/, 'notTold'],
  [/^A write-back in state \"[a-z]+\" cannot be sent again/, 'notSentAgain'],
  [/^(?<by>.+) has closed this already\.$/, 'closedBefore'],
  [/^A cancellation counts against the seller/, 'riskByName'],
  [/^Nothing would be left in the box/, 'boxEmpty'],
  [/^This channel takes no part of an order/, 'noPart'],
  [/^No order (?<order>.+) was ever opened on this station\.$/, 'neverOpened'],
  [/^(?<code>[A-Z_]+) cannot be released by anybody here/, 'hardBlock'],
  [/^Nothing of this cause stands in the way/, 'nothingToRelease'],
  [/^This alert cannot have that limit/, 'noSuchLimit'],
  [/^The sign-in data is not complete/, 'signInIncomplete'],
  [/^(?<channel>.+) has no secret called \"(?<name>.+)\"\.$/, 'noSuchSecret'],
  [/^The channel asks to wait (?<seconds>\d+) s\.$/, 'channelWaits'],
  [/^(?<channel>.+) has no page for signing in/, 'noSignIn'],
  [/^This sign-in was not begun here/, 'signInNotBegun'],
  [/^The connection of this store was changed since the sign-in began/, 'signInOutdated'],
  [/^The address holds no permission/, 'noPermissionInAddress'],
  // Order files: src/main/imports.
  [/^this must not be empty$/, 'empty'],
  [/^the postcode must not be empty$/, 'partEmpty.postcode'],
  [/^the city must not be empty$/, 'partEmpty.city'],
  [/^the street must not be empty$/, 'partEmpty.street'],
  [/^the name to ship to must not be empty$/, 'partEmpty.name'],
  [/^the file has no column "(?<column>.*)"$/, 'noColumn'],
  [/^without a SKU nothing on the goods/, 'noSku'],
  [/^this must be a whole number of units/, 'wholeUnits'],
  [/^more than (?<most>\d+) units cannot be right$/, 'tooManyUnits'],
  [/^this is longer than (?<most>\d+) characters$/, 'tooLong'],
  [/^this must be one of: (?<words>.*)$/, 'oneOf'],
  [/^this country is not known/, 'country'],
  [/^a spreadsheet has rounded this number/, 'rounded'],
  [/^this is not a date in a form that is read$/, 'noDate'],
  [/^there is no such day or time$/, 'noSuchDay'],
  [/^day and month cannot be told apart/, 'dayOrMonth'],
  [/^this is not an amount of money$/, 'noMoney'],
  [/^this row names no order$/, 'noOrder'],
  [/^this order line stands twice$/, 'lineTwice'],
  [/^this order stands twice in the file/, 'orderTwice'],
  [/^line (?<line>\d+) says something else for the same order$/, 'saysElse'],
  [/^more units are cancelled and shipped than ordered$/, 'moreThanOrdered'],
  [/^these are not the columns of an order file that Packgate knows \([^)]*\)\.\s*(?<words>.*)$/s, 'unknownColumns'],
  [/^the file is empty\./, 'fileEmpty'],
  [/^this is a PDF\./, 'isPdf'],
  [/^this is an Excel workbook or a ZIP archive/, 'isExcel'],
  [/^this is a web page/, 'isWebPage'],
  [/^a quote is opened here and never closed/, 'cutOff'],
  [/^columns that are not read: (?<words>.*)$/, 'notRead'],
];

/** Null where the sentence is not one of ours. */
function knownSentence(t: TFunction, words: string): string | null {
  for (const [pattern, key] of known) {
    const match = pattern.exec(words);
    if (match !== null) return t(`stationWords.${key}`, { ...match.groups });
  }
  return null;
}

/** What a printer or a program said: in the reader's words where they are known, else quoted as it came. */
export function stationSentence(t: TFunction, words: string): string {
  return knownSentence(t, words) ?? t('stationWords.verbatim', { words });
}

/** The same for text that is marked as somebody else's already, like a cell of a table. */
export const stationWords = (t: TFunction, words: string): string => knownSentence(t, words) ?? words;

const FOLDER_NAME = /^folder "(?<name>.*)"$/s;
const QUEUE_NAME = /^CUPS queue (?<name>\S+)$/;

/** A printer's name as src/main/printing gives it: a folder that stands in for one, or a queue. */
export function printerName(t: TFunction, name: string): string {
  const folder = FOLDER_NAME.exec(name)?.groups;
  if (folder !== undefined) return t('stationWords.folderName', { ...folder });
  const queue = QUEUE_NAME.exec(name)?.groups;
  return queue === undefined ? name : t('stationWords.queueName', { ...queue });
}

const OF_ORDER = /^(?<reason>.*) \(order (?<order>.+)\)$/s;
const OF_LINE = /^line (?<line>\d+): (?<reason>.*)$/s;

/** A reason of the order file reader, with the order or the line it puts around the sentence. */
export function importReason(t: TFunction, words: string): string {
  const { reason, order } = OF_ORDER.exec(words)?.groups ?? {};
  if (reason !== undefined) return t('setup.import.inOrder', { reason: stationWords(t, reason), order });
  const note = OF_LINE.exec(words)?.groups ?? {};
  if (note['reason'] !== undefined) return t('setup.import.inLine', { line: note['line'], reason: stationWords(t, note['reason']) });
  return stationWords(t, words);
}

const causes: readonly (readonly [pattern: RegExp, key: string])[] = [
  [/ECONNREFUSED/, 'refused'],
  [/ENOTFOUND|EAI_AGAIN/, 'notFound'],
  [/ETIMEDOUT|no connection to .* within|in time/i, 'timeout'],
  [/ECONNRESET|EPIPE|socket hang up/, 'broken'],
];

const causeOf = (cause: string): string | undefined => causes.find(([pattern]) => pattern.test(cause))?.[1];

/** Why a shop cannot be reached. The exact words of the network are for the admin's log, unless they are all there is. */
export function unreachableCause(t: TFunction, cause: string): string {
  const key = causeOf(cause);
  return key === undefined ? t('stationWords.verbatim', { words: cause }) : t(`cause.${key}`);
}

/** The same in two or three words, for the strip. */
export const shortCause = (t: TFunction, cause: string | null): string => t(`strip.cause.${causeOf(cause ?? '') ?? 'other'}`);
