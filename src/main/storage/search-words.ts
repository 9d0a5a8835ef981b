import type { Order } from '../../shared/domain/order/order.ts';

/** Of private use, so part of no word that a person writes: begins the word that is an order number from its end. */
const endMark = '\u{e000}';
/** A shorter end would fit a thousandth of all orders. Characters. */
export const shortestEnd = 4;

/** Letters that Unicode does not take apart, and what people type who do not have them on their keys. */
const plainLetters: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i', ς: 'σ' };

/** One spelling for all: small letters without marks. What is indexed and what is looked for both go through here. */
function fold(text: string): string {
  if (/^[ -~]*$/.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replace(/[ßæœøłđðþħıς]/g, (letter) => plainLetters[letter] ?? letter);
}

export const wordsOf = (text: string): readonly string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** The word by which an order number is found from its end, whatever stands between its parts. */
export const endWordOf = (number: string): string => `${endMark}${[...wordsOf(number).join('')].reverse().join('')}`;

/** What stands in the index for an order. The last part of its number is found by its end. */
export function searchWordsOf({ channelOrderId, shipTo }: Pick<Order, 'channelOrderId' | 'shipTo'>): string {
  return [...wordsOf(`${shipTo.name} ${shipTo.company ?? ''}`), ...wordsOf(channelOrderId).slice(0, -1), endWordOf(channelOrderId)].join(' ');
}
