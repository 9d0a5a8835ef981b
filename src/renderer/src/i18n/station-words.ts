export { stationSentence, stationWords, printerName, importReason, unreachableCause, shortCause } from '../../../shared/words/station-words.ts';
