/** Looks at a scan before the bench does. True: it was meant for this one, and the station hears nothing of it. */
export type FirstEar = (text: string) => boolean;

const ears: FirstEar[] = [];

/** The newest listener is asked first. The returned function ends it. */
export function listenFirst(ear: FirstEar): () => void {
  ears.unshift(ear);
  return () => {
    const at = ears.indexOf(ear);
    if (at >= 0) ears.splice(at, 1);
  };
}

export const isTakenFirst = (text: string): boolean => ears.some((ear) => ear(text));
