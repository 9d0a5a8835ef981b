import { useCallback, useState } from 'react';
import type { OrderFieldsView } from '../../../../shared/contract/lead-views.ts';
import type { ReplyError } from '../../../../shared/contract/reply.ts';
import { useStation } from '../../stores/store.ts';

export type OrderFields = { readonly kind: 'not-asked' | 'loading' } | { readonly kind: 'there'; readonly view: OrderFieldsView } | { readonly kind: 'failed'; readonly error: ReplyError };

/** Which fields this store's orders bring along. Asked for when somebody opens a part that needs them; a store that is not saved has none. */
export function useOrderFields(storeId: string, isSaved: boolean): { readonly fields: OrderFields; readonly load: () => void } {
  const [fields, setFields] = useState<OrderFields>({ kind: 'not-asked' });
  const loadOrderFields = useStation((store) => store.loadOrderFields);
  const load = useCallback(() => {
    if (!isSaved) return;
    setFields({ kind: 'loading' });
    void loadOrderFields(storeId).then((reply) => setFields(reply.ok ? { kind: 'there', view: reply.value } : { kind: 'failed', error: reply.error }));
  }, [isSaved, loadOrderFields, storeId]);
  return { fields, load };
}
