/** Codes and the names that packages show. Sources: "Shipment Providers List", "Carrier Companies", read on 2026-11-21; names shortened. */
export const PRACTICE_PROVIDERS: Readonly<Record<string, string>> = {
  YKMP: 'Yurtiçi Kargo Marketplace', ARASMP: 'Aras Kargo Marketplace', SURATMP: 'Sürat Kargo Marketplace', DHLECOMMP: 'DHL eCommerce Marketplace', PTTMP: 'PTT Kargo Marketplace',
  TEXMP: 'Trendyol Express Marketplace', SENDEOMP: 'Sendeo Marketplace', KOLAYGELSINMP: 'Kolay Gelsin Marketplace', HOROZMP: 'Horoz Kargo Marketplace', CEVAMP: 'CEVA Marketplace', CEVATEDARIK: 'CEVA Tedarik',
  DHLMP: 'DHL Marketplace', HERMESMP: 'Hermes Marketplace', DHLEXPMP: 'DHL Express Marketplace', DPDMP: 'DPD Marketplace', GLS: 'GLS', GENIKI: 'Geniki', PACKETA: 'Packeta', FANEX: 'FAN', ADEL: 'Alternative delivery',
};
