import type { Answer } from '../channel.ts';

/** A refusal as WordPress words it: code, message, status. Source: REST API v3, "Errors", and the code of WooCommerce 10. */
export const refuse = (status: number, code: string | number, message: string, extra: Readonly<Record<string, unknown>> = {}): Answer => ({ status, body: { code, message, data: { status, ...extra } } });

export const noRoute = (): Answer => refuse(404, 'rest_no_route', 'No route was found matching the URL and request method.');
/** Reading says 404, changing says 400; the extensions leave out "shop_". */
export const invalidOrder = (status: 404 | 400 = 404): Answer => refuse(status, 'woocommerce_rest_shop_order_invalid_id', 'Invalid ID.');
export const invalidOrderOf = (): Answer => refuse(404, 'woocommerce_rest_order_invalid_id', 'Invalid order ID.');
export const invalidParam = (param: string, message: string): Answer => refuse(400, 'rest_invalid_param', `Invalid parameter(s): ${param}`, { params: { [param]: message } });

/** The host answers in place of WordPress: a page, no JSON. */
export const hostPage = (status: number, title: string): Answer => ({ status, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: `<html><head><title>${status} ${title}</title></head><body><h1>${title}</h1></body></html>` });

/** What PHP leaves of a request that broke. */
export const criticalError = (status: number): Answer => refuse(status, 'internal_server_error', '<p>There has been a critical error on this website.</p>');
