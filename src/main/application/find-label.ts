import type { Parcel } from '../../shared/domain/parcel/parcel.ts';
import type { CodeReading } from '../../shared/domain/scan/reading.ts';
import type { StationContext } from './station-context.ts';

/** The parcel whose label was scanned: by our own number, else by the carrier's. Of several with one number the newest. */
export function findLabelled({ journal }: StationContext, reading: CodeReading): Parcel | null {
  const bySscc = reading.sscc === null ? null : journal.parcels.findBySscc(reading.sscc);
  return bySscc ?? journal.parcels.findByTrackingNumber(reading.text)[0] ?? null;
}
