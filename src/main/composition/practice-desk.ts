import type { BarcodeView, PracticeView } from '../../shared/contract/views.ts';
import { commands, encodeCommand } from '../../shared/domain/scan/commands.ts';
import type { StationContext } from '../application/station-context.ts';
import { barcodeModules } from '../labels/barcode-modules.ts';
import type { PracticeSite } from '../practice/practice-site.ts';

/** The on-screen tray: the practice marketplace as a person can scan, cancel and unplug it. */
export interface PracticeDesk {
  view(): PracticeView;
  setNetwork(up: boolean): Promise<void>;
  cancel(channelOrderId: string, how: 'cancel' | 'request'): Promise<boolean>;
  addOrders(): Promise<void>;
}

/** Orders that "come in" with one press of the button. */
const waveSize = 12;

export function createPracticeDesk(site: PracticeSite, context: StationContext): PracticeDesk {
  const drawn = new Map<string, BarcodeView>();

  function barcode(symbology: BarcodeView['symbology'], text: string): BarcodeView {
    const key = `${symbology} ${text}`;
    const known = drawn.get(key);
    if (known !== undefined) return known;
    const view: BarcodeView = { text, symbology, modules: barcodeModules(symbology, text) };
    drawn.set(key, view);
    return view;
  }

  function label(): PracticeView['label'] {
    const { parcelId } = context.journal.benches.load(context.benchId);
    const parcel = parcelId === null ? null : context.journal.parcels.load(parcelId);
    if (parcel?.state !== 'labelled' || parcel.label === null) return null;
    const { sscc } = parcel.label;
    // What a scanner without symbology ids sends for GS1-128: the element string without brackets.
    return { channelOrderId: parcel.channelOrderId, barcode: { ...barcode('gs1-128', `(00)${sscc}`), text: `00${sscc}` } };
  }

  return {
    view: () => ({
      networkUp: site.isNetworkUp(),
      orders: site.orders().map((order) => ({
        channelOrderId: order.channelOrderId,
        story: order.story,
        barcode: barcode('code128', order.channelOrderId),
        lines: order.lines.map(({ sku, title, quantity, gtin }) => ({ sku, title, quantity, barcode: barcode('ean13', gtin) })),
        shownPackages: site.shownPackages(order.channelOrderId).map((shown) => shown.trackingNumber),
      })),
      commands: commands.map((command) => ({ command, barcode: barcode('code128', encodeCommand(command)) })),
      label: label(),
    }),
    setNetwork: (up) => site.setNetwork(up),
    cancel: (channelOrderId, how) => (how === 'cancel' ? site.cancelOrder(channelOrderId) : site.requestCancel(channelOrderId, 'Ordered by mistake')),
    async addOrders() {
      await site.addOrders(waveSize);
    },
  };
}
