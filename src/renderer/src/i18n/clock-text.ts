export { timeText, ageText, spanText, numberText } from '../../../shared/words/clock-text.ts';
