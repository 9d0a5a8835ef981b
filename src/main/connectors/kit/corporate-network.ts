import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/** Variables that say where a proxy stands, as all programs on a machine read them. */
const proxyVariables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy'] as const;
type ProxyVariables = Partial<Record<(typeof proxyVariables)[number], string>>;

/** What the network of a house asks of every request that leaves it. */
export interface CorporateNetwork {
  /** "http://proxy.example:3128", with a name and a password in front of the host where it asks for them. Null: as the machine's variables say. */
  readonly proxyUrl: string | null;
}

let chosen: CorporateNetwork = { proxyUrl: null };

/** Read when a sender is made: accounts that are open keep the way they have until they are opened again. */
export function useCorporateNetwork(network: CorporateNetwork): void {
  chosen = network;
}

/** For one host. This machine itself is never asked for by way of a proxy. */
export function proxyFor(isLoopback: boolean, environment: NodeJS.ProcessEnv): ProxyVariables | undefined {
  if (isLoopback) return undefined;
  if (chosen.proxyUrl !== null) return { HTTPS_PROXY: chosen.proxyUrl, HTTP_PROXY: chosen.proxyUrl };
  const named = Object.fromEntries(proxyVariables.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]]))) as ProxyVariables;
  return Object.keys(named).length === 0 ? undefined : named;
}

/**
 * Trusts what this machine trusts: houses that look into their traffic put their own certificate into the system's store. Beside it stay
 * Node's own list and NODE_EXTRA_CA_CERTS. Once, before the first request.
 */
export function trustSystemCertificates(): void {
  setDefaultCACertificates([...new Set([...getCACertificates('default'), ...getCACertificates('system')])]);
}
