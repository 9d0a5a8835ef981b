/** A vendor's own name of one of its calls, for example "searchOrders". */
export type PracticeOperation = string;

/** Bad manners that a rule can ask for. "Done" faults first do the whole work, storage included. */
export type Fault =
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'token-expired' }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'cut-before' }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'done-then-cut' }
  | { readonly kind: 'done-then-status'; readonly status: number };

export interface FaultRule {
  readonly operation?: PracticeOperation;
  readonly channelOrderId?: string;
  /** How many requests it meets; default 1. */
  readonly times?: number;
  readonly fault: Fault;
}

export interface Faults {
  add(rule: FaultRule): void;
  clear(): void;
  /** Rules that still wait for a request. */
  waiting(): number;
}

export function createFaults(): Faults & { take(operation: PracticeOperation, channelOrderId: string | null): Fault | null } {
  let rules: { rule: FaultRule; left: number }[] = [];
  return {
    add(rule) {
      rules.push({ rule, left: rule.times ?? 1 });
    },
    clear() {
      rules = [];
    },
    waiting: () => rules.length,
    take(operation, channelOrderId) {
      const met = rules.find(
        ({ rule }) => (rule.operation ?? operation) === operation && (rule.channelOrderId === undefined || rule.channelOrderId === channelOrderId),
      );
      if (met === undefined) return null;
      met.left -= 1;
      if (met.left <= 0) rules = rules.filter((candidate) => candidate !== met);
      return met.rule.fault;
    },
  };
}
