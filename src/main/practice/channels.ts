import { practiceAmazon } from './amazon/desk.ts';
import type { PracticeChannel } from './channel.ts';
import { practiceEbay } from './ebay/desk.ts';
import { practiceRest } from './rest/desk.ts';
import { practiceShipStationV1 } from './shipstation-v1/desk.ts';
import { practiceShipStationV2 } from './shipstation-v2/desk.ts';
import { practiceShopify } from './shopify/desk.ts';
import { practiceTikTok } from './tiktok/desk.ts';
import { practiceTrendyol } from './trendyol/desk.ts';
import { practiceWoo } from './woocommerce/desk.ts';

/** Every channel that can be played on loopback, each with its usual manners. */
export const practiceChannels: readonly PracticeChannel[] = [practiceAmazon, practiceEbay, practiceShopify, practiceShipStationV1, practiceShipStationV2, practiceTikTok, practiceTrendyol, practiceWoo, practiceRest];
