export { type BlockText, blockText, weightText } from '../../../shared/words/block-text.ts';
