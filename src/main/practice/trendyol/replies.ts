import type { Answer } from '../channel.ts';

const refuse = (status: number, exception: string, message: string): Answer => ({ status, body: { timestamp: 0, exception, errors: [{ key: exception, message }] } });

/** Words as documented. Sources: "Update Tracking Number" (English), "Update Shipping Code" (Turkish), read on 2026-11-21. */
export const numberCannotBeUpdated = (): Answer => refuse(400, 'ShipmentPackageException', 'Shipment tracking number cannot be updated');
export const notInAState = (): Answer => refuse(400, 'ShipmentPackageException', 'Shipment Update Edilebilir Bir Durumda Değil.');

/** The first version of the orders. Status as reported by clients of 2026-09; the words are ours. */
export const closed = (): Answer => refuse(426, 'ClientApiUpgradeRequired', 'This version is closed, use /v2/orders');

/** Words of our own, for what the documents forbid without saying in which words. */
export const badRequest = (message: string): Answer => refuse(400, 'ClientApiBusinessException', message);
export const unknownPackage = (): Answer => refuse(404, 'ClientApiNotFoundException', 'Shipment package not found');
export const unauthorized = (): Answer => refuse(401, 'ClientApiAuthenticationException', 'Unauthorized');
export const forbidden = (message: string): Answer => refuse(403, 'ClientApiForbiddenException', message);
export const tooMany = (): Answer => refuse(429, 'TooManyRequests', 'Too many requests');
export const broken = (status: number): Answer => refuse(status, 'InternalServerError', 'Internal server error');
export const noRoute = (): Answer => refuse(404, 'NotFound', 'No such endpoint');
