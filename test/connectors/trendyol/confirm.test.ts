// The Turkish page "Update Shipping Code" (read on 2026-11-21) lets a number be told once only; the international one lets it be changed.
import { describe, expect, it } from 'vitest';
import { confirmDispatch } from '../../../src/main/connectors/marketplaces/trendyol/confirm.ts';
import type { Ask } from '../../../src/main/connectors/marketplaces/trendyol/confirm.ts';
import type { TrendyolPackage } from '../../../src/main/connectors/marketplaces/trendyol/shapes.ts';
import type { WireReply } from '../../../src/main/connectors/kit/wire.ts';
import { aNotice, aPackage } from './fixtures.ts';

const refusal = (status: number, message: string): WireReply => ({ status, headers: {}, bodyText: JSON.stringify({ errors: [{ key: 'k', message }] }) });

/** Packages as each reading in turn shows them, and one answer to every write. */
function aShop(readings: readonly (readonly TrendyolPackage[])[], written: WireReply): { readonly ask: Ask; readonly asked: string[] } {
  const asked: string[] = [];
  const left = [...readings];
  const ask = async (operation: { readonly name: string; read(reply: WireReply, input: unknown): unknown }, input: unknown): Promise<unknown> => {
    asked.push(operation.name);
    return operation.name === 'readPackages' ? { kind: 'done', value: left.length > 1 ? left.shift() : left[0] } : operation.read(written, input);
  };
  return { ask: ask as Ask, asked };
}

const picking = (change: Readonly<Record<string, unknown>> = {}) => aPackage({ status: 'Picking', ...change });

describe('a refusal of a number', () => {
  it.each(['Shipment tracking number cannot be updated', 'Shipment Update Edilebilir Bir Durumda Değil.'])('"%s" to a label printed anew says that the old number stays', async (words) => {
    const shop = aShop([[picking({ cargoSenderNumber: '0034' })]], refusal(400, words));
    const outcome = await confirmDispatch(aNotice({ replaces: { trackingNumber: '0034' } }), shop.ask, {});
    expect(outcome).toMatchObject({ kind: 'rejected', problems: [{ code: 'correction-closed', message: expect.stringContaining(words) as string }] });
    expect(shop.asked).toEqual(['readPackages', 'tellNumber', 'readPackages']);
  });

  it('of a package that was cancelled meanwhile names the one to pack', async () => {
    const next = aPackage({ shipmentPackageId: 3330999999, originPackageIds: [3330111111] });
    const shop = aShop([[picking()], [aPackage({ status: 'Cancelled' }), next]], refusal(400, 'Shipment Update Edilebilir Bir Durumda Değil.'));
    expect(await confirmDispatch(aNotice(), shop.ask, {})).toMatchObject({ kind: 'rejected', problems: [{ code: 'order-cancelled', message: expect.stringContaining('3330999999') as string }] });
  });

  it('of a package that shows our number by now is none', async () => {
    const shop = aShop([[picking()], [picking({ cargoSenderNumber: aNotice().trackingNumber })]], refusal(409, 'conflict'));
    expect(await confirmDispatch(aNotice(), shop.ask, {})).toEqual({ kind: 'done', value: undefined });
  });

  it('that cannot be looked into stays what it is', async () => {
    const shop = aShop([[picking()]], refusal(409, 'conflict'));
    expect(await confirmDispatch(aNotice(), shop.ask, {})).toMatchObject({ kind: 'rejected', problems: [{ code: 'locked' }] });
    const strange = aShop([[picking()]], refusal(400, 'providerCode is unknown'));
    expect(await confirmDispatch(aNotice(), strange.ask, {})).toMatchObject({ kind: 'rejected', problems: [{ code: 'unrecognised' }] });
    expect(strange.asked).toEqual(['readPackages', 'tellNumber']);
  });
});
