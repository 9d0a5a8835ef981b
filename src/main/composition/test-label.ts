import type { CallOutput } from '../../shared/contract/calls.ts';
import type { StationSettings } from '../../shared/contract/settings.ts';
import { buildSscc } from '../../shared/domain/gs1/sscc.ts';
import type { LabelPrinter } from '../application/ports/label-printer.ts';
import type { LabelRenderer } from '../application/ports/label-renderer.ts';
import { withoutUndefined } from '../application/print-label.ts';

/** Out of the range GS1 keeps for examples, so that a test label can never be taken for a parcel's. */
const exampleSscc = buildSscc({ extensionDigit: 0, companyPrefix: '9521234', serial: '000000001' });
const exampleAddress = { name: 'Test label', lines: ['Scan this label: the screen must show the number below the bars'], postcode: '00000', city: 'Nowhere', countryCode: 'DE' };

/** Prints a label that spends no number and names no buyer: does the printer take it, and can the scanner read it? */
export async function testLabel(settings: StationSettings, renderer: LabelRenderer, printer: LabelPrinter, jobId: string): Promise<CallOutput<'printTestLabel'>> {
  const { pdf } = await renderer.renderLabel(
    {
      parcelId: 'test',
      sscc: exampleSscc,
      tracking: { mode: 'sscc', number: exampleSscc },
      shipFrom: settings.shipFrom === null ? exampleAddress : withoutUndefined(settings.shipFrom),
      shipTo: exampleAddress,
      orderNumber: 'TEST',
      carrierName: 'Test',
      serviceName: `${settings.labelMedia} ${settings.labelDpi} dpi`,
      parcelIndex: 1,
      parcelCount: 1,
      storeName: settings.benchName,
      practice: true,
    },
    { media: settings.labelMedia, dpi: settings.labelDpi },
  );
  const outcome = await printer.print({ jobId, title: `test-${jobId}`, pdf, media: settings.labelMedia });
  return { outcome: outcome.kind, reference: outcome.kind === 'sent' ? outcome.reference : null, reason: outcome.kind === 'sent' ? null : outcome.reason };
}
