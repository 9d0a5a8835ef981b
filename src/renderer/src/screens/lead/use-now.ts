import { useStation } from '../../stores/store.ts';

/** Ages and minutes on a full board are counted on in steps, so that 500 rows are not drawn anew with every tick. Milliseconds. */
const STEP_MS = 20_000;

export const useNow = (): number => useStation(({ nowMs }) => Math.floor(nowMs / STEP_MS) * STEP_MS);
