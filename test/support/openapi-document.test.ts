import { describe, expect, it } from 'vitest';
import { createOpenApiDocument, hasVendorDocuments, loadVendorDocument, vendorDocumentTitle } from './openapi-document.ts';

// An invented document with what vendors' documents have been seen to hold: references, compositions, nullable, readOnly, flags for bounds.
const document = createOpenApiDocument({
  openapi: '3.0.3',
  paths: {
    '/things': {
      get: {
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', maximum: 200 } }, { name: 'tags', in: 'query', explode: false, schema: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } } }],
        responses: { '200': { description: '', content: { 'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Thing' } } } } }, '204': { description: '' } },
      },
      post: {
        parameters: [{ $ref: '#/components/parameters/Key' }],
        requestBody: { required: true, content: { 'application/json; charset=utf-8': { schema: { $ref: '#/components/schemas/Thing' } } } },
        responses: { default: { $ref: '#/components/responses/Refused' } },
      },
    },
    '/things/{id}': { get: { responses: {} } },
    '/things/all': { get: { responses: {} } },
  },
  components: {
    parameters: { Key: { name: 'X-Key', in: 'header', required: true, schema: { type: 'string' } } },
    responses: { Refused: { description: '', content: { 'application/json': { schema: { type: 'object', properties: { why: { type: 'string' } } } } } } },
    schemas: {
      Named: { type: 'object', properties: { name: { type: 'string', nullable: true, enum: ['x', 'y'] } } },
      Thing: { allOf: [{ $ref: '#/components/schemas/Named' }, { type: 'object', required: ['id', 'weight'], properties: { id: { type: 'string', readOnly: true }, weight: { type: 'number', minimum: 0, exclusiveMinimum: true }, example: { type: 'object', properties: { nullable: { type: 'boolean' } } } } }] },
    },
  },
});
const answer = (body: unknown): string | null => document.judgeAnswer('/things', 'get', 200, JSON.stringify(body));
const post = (body: unknown): string | null => document.judgeRequest('/things', 'post', new URLSearchParams(), JSON.stringify(body), { 'x-key': 'k' });
const list = (query: string): string | null => document.judgeRequest('/things', 'get', new URLSearchParams(query), null);

describe('an OpenAPI document as a judge', () => {
  it('takes what is written there', () => {
    expect(answer([{ id: '1', weight: 2, name: null, example: { nullable: true } }])).toBeNull();
    expect(post({ weight: 1, name: 'x' })).toBeNull();
    expect(list('limit=200&tags=a,b')).toBeNull();
    expect(document.judgeAnswer('/things', 'get', 204, '')).toBeNull();
    expect(document.judgeAnswer('/things', 'post', 418, '{"why":"tea"}')).toBeNull();
    expect(document.judgeBySchema('Named', { name: 'y' })).toBeNull();
  });

  it.each([
    ['a field nobody knows, in a composition', answer([{ id: '1', weight: 2, gtin: '1' }]), 'unevaluated'],
    ['a field nobody knows, further in', answer([{ id: '1', weight: 2, example: { other: 1 } }]), 'unevaluated'],
    ['a missing field', answer([{ id: '1' }]), 'weight'],
    ['a field that only answers must have, missing in an answer', answer([{ weight: 2 }]), 'id'],
    ['a value outside its bound', answer([{ id: '1', weight: 0 }]), '> 0'],
    ['a word that is not in the list', answer([{ id: '1', weight: 1, name: 'z' }]), 'allowed values'],
    ['a status that is not there', document.judgeAnswer('/things', 'get', 404, ''), '404'],
    ['a body where none belongs', document.judgeAnswer('/things', 'get', 204, '{}'), 'no body'],
    ['half an answer', document.judgeAnswer('/things', 'get', 200, '[{'), 'no JSON'],
    ['a missing header', document.judgeRequest('/things', 'post', new URLSearchParams(), '{"weight":1}'), 'X-Key'],
    ['a missing body', document.judgeRequest('/things', 'post', new URLSearchParams(), null, { 'X-Key': 'k' }), 'missing'],
    ['an unknown parameter', list('page=1'), 'page'],
    ['a parameter over its limit', list('limit=201'), 'limit'],
    ['a parameter that is no number', list('limit=many'), 'limit'],
    ['a list with a wrong word', list('tags=a,c'), 'tags'],
    ['an unknown field in a named schema', document.judgeBySchema('Named', { title: 1 }), 'unevaluated'],
  ])('refuses %s', (_what, verdict, words) => {
    expect(verdict).toContain(words);
  });

  it('finds the path that was meant', () => {
    expect(document.findPath('GET', '/things/5')).toBe('/things/{id}');
    expect(document.findPath('GET', '/things/all')).toBe('/things/all');
    expect(document.findPath('DELETE', '/things/5')).toBeNull();
  });
});

const BESIDE = ['ebay/sell_fulfillment_v1_oas3.json', 'shipstation/shipstation-v1-openapi.yaml', 'shipstation/shipstation-v2-openapi.yaml'] as const;

describe.skipIf(!hasVendorDocuments(...BESIDE))(vendorDocumentTitle('vendors’ own documents', 'the vendors', ...BESIDE), () => {
  it.each([
    [BESIDE[0], '/order/{orderId}', '/order/12-34567-89012'],
    [BESIDE[1], '//orders/{orderId}', '/orders/1'],
    [BESIDE[2], '/v2/shipments/{shipment_id}', '/v2/shipments/se-1'],
  ])('%s can be read, JSON and YAML alike', (file, template, pathname) => {
    const vendor = loadVendorDocument(file);
    expect(vendor.findPath('GET', pathname)).toBe(template);
    expect(vendor.judgeAnswer(template, 'get', 200, '{"inventedByUs":1}')).toContain('unevaluated');
  });
});
