/** A string that carries its meaning in its type, so that an order id can never be passed where a parcel id is asked for. */
export type Brand<Name extends string> = string & { readonly __brand: Name };
