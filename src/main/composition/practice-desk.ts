import type { BarcodeView, PracticeView } from '../../shared/contract/views.ts';
import type { Parcel } from '../../shared/domain/parcel/parcel.ts';
import { commands, encodeBadge, encodeCommand, encodeLane, laneNameOf } from '../../shared/domain/scan/commands.ts';
import { unreachable } from '../../shared/domain/units/unreachable.ts';
import { boxOf, ordersOf } from '../application/box.ts';
import { carriersOf } from '../application/loading/lanes.ts';
import type { StationContext } from '../application/station-context.ts';
import { barcodeModules } from '../labels/barcode-modules.ts';
import { practicePeople } from '../practice/people.ts';
import type { PracticeSite } from '../practice/practice-site.ts';

export type PracticeCancel = 'cancel' | 'request' | 'reject' | 'partial';

/** The on-screen tray: the practice marketplace as a person can scan, cancel and unplug it. */
export interface PracticeDesk {
  view(): PracticeView;
  setNetwork(up: boolean): Promise<void>;
  /** False where that can not happen to this order. */
  cancel(channelOrderId: string, how: PracticeCancel): Promise<boolean>;
  addOrders(): Promise<void>;
}

/** Orders that "come in" with one press of the button. */
const waveSize = 12;
/** Boxes in the house that can be scanned again from the tray. */
const shownLabels = 12;
/** Rows of the board that are looked through for boxes that were stopped with a label on. */
const lookedThrough = 100;

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

  /** What a scanner without symbology ids sends for GS1-128: the element string without brackets. */
  const labelBarcode = (sscc: string): BarcodeView => ({ ...barcode('gs1-128', `(00)${sscc}`), text: `00${sscc}` });

  function label(): PracticeView['label'] {
    const { parcelId } = context.journal.benches.load(context.benchId);
    const parcel = parcelId === null ? null : context.journal.parcels.load(parcelId);
    if (parcel?.state !== 'labelled' || parcel.label === null) return null;
    return { channelOrderId: ordersOf(boxOf(context, parcel)), barcode: labelBarcode(parcel.label.sscc) };
  }

  /** Boxes that stand around: closed ones, and those that were stopped with a label on. */
  function labels(): PracticeView['labels'] {
    const { journal, benchId } = context;
    const held = journal.standings.listBlocked(lookedThrough).flatMap(({ parcelId }) => (parcelId === null ? [] : [journal.parcels.load(parcelId)]));
    const stopped = held.filter((parcel): parcel is Parcel => parcel?.state === 'stopped' && parcel.benchId === benchId);
    const standing = new Map([...journal.parcels.listRecentlyDispatched(benchId, shownLabels), ...stopped].map((parcel) => [parcel.label?.sscc ?? parcel.id, parcel]));
    const newestFirst = [...standing.values()].sort((a, b) => lastStepMs(b) - lastStepMs(a)).slice(0, shownLabels);
    return newestFirst.flatMap((parcel) => {
      if (parcel.label === null) return [];
      const state = parcel.state === 'stopped' ? 'stopped' : journal.manifests.ofParcel(parcel.id) === null ? 'dispatched' : 'loaded';
      return [{ channelOrderId: ordersOf(boxOf(context, parcel)), carrier: parcel.label.carrier, state, barcode: labelBarcode(parcel.label.sscc) }];
    });
  }

  /** Of the practice house only: a badge is as good as a signature, and others' are nobody's business here. */
  function badges(): PracticeView['badges'] {
    return practicePeople.flatMap(({ id, pin }) => {
      const person = context.journal.people.load(id);
      return person?.isActive === true ? [{ name: person.name, roles: person.roles, pin, barcode: barcode('code128', encodeBadge(person.badgeId)) }] : [];
    });
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
      lanes: carriersOf(context.settings())
        .filter((carrier) => laneNameOf(carrier) !== '')
        .map((carrier) => ({ carrier, barcode: barcode('code128', encodeLane(carrier)) })),
      badges: badges(),
      labels: labels(),
      label: label(),
    }),
    setNetwork: (up) => site.setNetwork(up),
    cancel(channelOrderId, how) {
      switch (how) {
        case 'cancel':
          return site.cancelOrder(channelOrderId);
        case 'request':
          return site.requestCancel(channelOrderId, 'Ordered by mistake');
        case 'reject':
          return site.rejectCancel(channelOrderId);
        case 'partial':
          return site.cancelUnits(channelOrderId);
        default:
          return unreachable(how);
      }
    },
    async addOrders() {
      await site.addOrders(waveSize);
    },
  };
}

const lastStepMs = ({ stoppedAtMs, dispatchedAtMs, openedAtMs }: Parcel): number => stoppedAtMs ?? dispatchedAtMs ?? openedAtMs;
