import type { Outcome } from '../../../../shared/domain/writeback/outcome.ts';
import type { Operation } from '../../kit/wire.ts';
import type { ShopifySettings } from './settings.ts';

/** The calls of one shop, all counted in its one bucket of points. */
export interface Ask {
  /** `points`: what it may cost at most. */
  call<In, Out>(operation: Operation<In, Out, ShopifySettings>, input: In, points: number): Promise<Outcome<Out>>;
  /** Milliseconds until so many points are there. */
  waitMs(points: number): number;
}
