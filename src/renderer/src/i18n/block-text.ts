export { blockText, weightText } from '../../../shared/words/block-text.ts';
