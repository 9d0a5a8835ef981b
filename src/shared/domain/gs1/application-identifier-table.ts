/**
 * The application identifiers as data. Facts from the GS1 General Specifications, chapter 3, and the GS1 Barcode Syntax Dictionary
 * (release of 2025), restated here in our own form. A row: AI or range, format, data title, rules.
 * Left out on purpose: the internal make-up of coupons (8110, 8112), code lists that only their trade needs (importer index,
 * package type, media type, IBAN, ISO 4217, coordinates); their length and characters are checked, their meaning is not.
 */
export type ContentRule =
  /** Modulo 10 over the first n characters. */
  | { readonly rule: 'check-digit'; readonly over: number }
  /** Two check characters at the end (AI 8013, 8014). */
  | { readonly rule: 'check-pair' }
  /** YYMMDD at `at`; day 00 (the whole month) only where allowed. */
  | { readonly rule: 'date'; readonly at: number; readonly dayMayBeZero: boolean }
  /** HHMM, HH or MM SS at `at`, as long as the value goes. */
  | { readonly rule: 'time'; readonly at: number }
  /** Three-digit country codes from `at`: one, or as many as there are. */
  | { readonly rule: 'country'; readonly list: boolean; readonly or999: boolean }
  | { readonly rule: 'country-alpha2' }
  /** %XX with hexadecimal digits. */
  | { readonly rule: 'percent-encoding' }
  /** 0 or 1. */
  | { readonly rule: 'flag' }
  /** Piece number and total at `at`, two digits each: 0103. */
  | { readonly rule: 'piece-of-total'; readonly at: number }
  /** A minus sign as last character, if there is one more than `after`. */
  | { readonly rule: 'minus'; readonly after: number }
  | { readonly rule: 'leading-zero' };

export interface AiRules {
  readonly content?: readonly ContentRule[];
  readonly needs?: string;
  readonly excludes?: string;
}
export type AiRow = readonly [ais: string, format: string, title: string, rules?: AiRules];

const key = (over: number): ContentRule => ({ rule: 'check-digit', over });
const DATE: ContentRule = { rule: 'date', at: 0, dayMayBeZero: true };
const EXACT_DATE: ContentRule = { rule: 'date', at: 0, dayMayBeZero: false };
const TIME_AFTER_DATE: ContentRule = { rule: 'time', at: 6 };
const PERCENT: ContentRule = { rule: 'percent-encoding' };
const FLAG: ContentRule = { rule: 'flag' };
const COUNTRY: ContentRule = { rule: 'country', list: false, or999: false };
const COUNTRIES: ContentRule = { rule: 'country', list: true, or999: false };
const PROCESSOR_COUNTRY: ContentRule = { rule: 'country', list: false, or999: true };

/** What a trade item attribute may stand beside: GTIN, contained GTIN, made-to-order GTIN, ITIP, contained ITIP. */
const ITEM = '01 02 03 8006 8026';
const MEASURED = '30 31nn 32nn 35nn 36nn';
const UNIT: AiRules = { needs: '00' };
const UNIT_TEXT: AiRules = { content: [PERCENT], needs: '00' };

/** Measures: third digit and name; the fourth digit (0 to 5) is the number of decimals. One unit of a kind per item. */
const TRADE_MEASURES: readonly (readonly [family: string, title: string])[] = [
  ['310', 'NET WEIGHT (kg)'], ['311', 'LENGTH (m)'], ['312', 'WIDTH (m)'], ['313', 'HEIGHT (m)'], ['314', 'AREA (m²)'],
  ['315', 'NET VOLUME (l)'], ['316', 'NET VOLUME (m³)'], ['320', 'NET WEIGHT (lb)'], ['321', 'LENGTH (in)'], ['322', 'LENGTH (ft)'],
  ['323', 'LENGTH (yd)'], ['324', 'WIDTH (in)'], ['325', 'WIDTH (ft)'], ['326', 'WIDTH (yd)'], ['327', 'HEIGHT (in)'],
  ['328', 'HEIGHT (ft)'], ['329', 'HEIGHT (yd)'], ['350', 'AREA (in²)'], ['351', 'AREA (ft²)'], ['352', 'AREA (yd²)'],
  ['356', 'NET WEIGHT (tr oz)'], ['357', 'NET VOLUME (oz)'], ['360', 'NET VOLUME (qt (US))'], ['361', 'NET VOLUME (gal.)'],
  ['364', 'NET VOLUME (in³)'], ['365', 'NET VOLUME (ft³)'], ['366', 'NET VOLUME (yd³)'],
];
const LOGISTIC_MEASURES: readonly (readonly [family: string, title: string])[] = [
  ['330', 'GROSS WEIGHT (kg)'], ['331', 'LENGTH (m), log'], ['332', 'WIDTH (m), log'], ['333', 'HEIGHT (m), log'],
  ['334', 'AREA (m²), log'], ['335', 'VOLUME (l), log'], ['336', 'VOLUME (m³), log'], ['340', 'GROSS WEIGHT (lb)'],
  ['341', 'LENGTH (in), log'], ['342', 'LENGTH (ft), log'], ['343', 'LENGTH (yd), log'], ['344', 'WIDTH (in), log'],
  ['345', 'WIDTH (ft), log'], ['346', 'WIDTH (yd), log'], ['347', 'HEIGHT (in), log'], ['348', 'HEIGHT (ft), log'],
  ['349', 'HEIGHT (yd), log'], ['353', 'AREA (in²), log'], ['354', 'AREA (ft²), log'], ['355', 'AREA (yd²), log'],
  ['362', 'VOLUME (qt (US)), log'], ['363', 'VOLUME (gal (US)), log'], ['367', 'VOLUME (in³), log'], ['368', 'VOLUME (ft³), log'],
  ['369', 'VOLUME (yd³), log'],
];
const measureRows = (measures: readonly (readonly [string, string])[], needs: string): readonly AiRow[] =>
  measures.map(([family, title]) => [`${family}0-${family}5`, 'N6', title, { needs, excludes: `${family}n` }]);

export const AI_ROWS: readonly AiRow[] = [
  ['00', 'N18', 'SSCC', { content: [key(18)] }],
  ['01', 'N14', 'GTIN', { content: [key(14)], excludes: '255 37' }],
  ['02', 'N14', 'CONTENT', { content: [key(14)], needs: '37', excludes: '01 03' }],
  ['03', 'N14', 'MTO GTIN', { content: [key(14)], excludes: '01 02 37 235' }],
  ['10', 'X..20', 'BATCH/LOT', { needs: ITEM }],
  ['11', 'N6', 'PROD DATE', { content: [DATE], needs: ITEM }],
  ['12', 'N6', 'DUE DATE', { content: [DATE], needs: '8020' }],
  ['13', 'N6', 'PACK DATE', { content: [DATE], needs: ITEM }],
  ['15', 'N6', 'BEST BEFORE or BEST BY', { content: [DATE], needs: ITEM }],
  ['16', 'N6', 'SELL BY', { content: [DATE], needs: ITEM }],
  ['17', 'N6', 'USE BY or EXPIRY', { content: [DATE], needs: `${ITEM} 255` }],
  ['20', 'N2', 'VARIANT', { needs: ITEM }],
  ['21', 'X..20', 'SERIAL', { needs: '01 03 8006', excludes: '235' }],
  ['22', 'X..20', 'CPV', { needs: '01' }],
  ['235', 'X..28', 'TPX', { needs: '01' }],
  ['240', 'X..30', 'ADDITIONAL ID', { needs: ITEM }],
  ['241', 'X..30', 'CUST. PART No.', { needs: ITEM }],
  ['242', 'N..6', 'MTO VARIANT', { needs: '01 02 8006 8026' }],
  ['243', 'X..20', 'PCN', { needs: '01 03' }],
  ['250', 'X..30', 'SECONDARY SERIAL', { needs: '01+21 03+21 8006+21' }],
  ['251', 'X..30', 'REF. TO SOURCE', { needs: '01 03 8006' }],
  ['253', 'N13+[X..17]', 'GDTI', { content: [key(13)] }],
  ['254', 'X..20', 'GLN EXTENSION COMPONENT', { needs: '414' }],
  ['255', 'N13+[N..12]', 'GCN', { content: [key(13)], excludes: '01 02 415 8006 8020 8026' }],
  ['30', 'N..8', 'VAR. COUNT', { needs: '01 02' }],
  ...measureRows(TRADE_MEASURES, '01 02'),
  ...measureRows(LOGISTIC_MEASURES, '00 01'),
  ['3370-3375', 'N6', 'KG PER m²', { needs: '01', excludes: '337n' }],
  ['37', 'N..8', 'COUNT', { needs: '00+02 00+8026' }],
  ['3900-3909', 'N..15', 'AMOUNT', { needs: '255 8020', excludes: '390n 391n 394n 8111' }],
  ['3910-3919', 'N3+N..15', 'AMOUNT', { needs: '8020', excludes: '391n' }],
  ['3920-3929', 'N..15', 'PRICE', { needs: '01+30 01+31nn 01+32nn 01+35nn 01+36nn', excludes: '392n 393n' }],
  ['3930-3939', 'N3+N..15', 'PRICE', { needs: MEASURED, excludes: '393n' }],
  ['3940-3943', 'N4', 'PRCNT OFF', { needs: '255', excludes: '394n 8111' }],
  ['3950-3955', 'N6', 'PRICE/UoM', { needs: MEASURED, excludes: '392n 393n 395n 8005' }],
  ['400', 'X..30', 'ORDER NUMBER'],
  ['401', 'X..30', 'GINC'],
  ['402', 'N17', 'GSIN', { content: [key(17)] }],
  ['403', 'X..30', 'ROUTE', UNIT],
  ['410', 'N13', 'SHIP TO LOC', { content: [key(13)] }],
  ['411', 'N13', 'BILL TO', { content: [key(13)] }],
  ['412', 'N13', 'PURCHASE FROM', { content: [key(13)] }],
  ['413', 'N13', 'SHIP FOR LOC', { content: [key(13)] }],
  ['414', 'N13', 'LOC No.', { content: [key(13)] }],
  ['415', 'N13', 'PAY TO', { content: [key(13)], needs: '8020' }],
  ['416', 'N13', 'PROD/SERV LOC', { content: [key(13)] }],
  ['417', 'N13', 'PARTY', { content: [key(13)] }],
  ['420', 'X..20', 'SHIP TO POST', { excludes: '421' }],
  ['421', 'N3+X..9', 'SHIP TO POST', { content: [COUNTRY], excludes: '4307' }],
  ['422', 'N3', 'ORIGIN', { content: [COUNTRY], needs: ITEM, excludes: '426' }],
  ['423', 'N3+[N3]+[N3]+[N3]+[N3]', 'COUNTRY - INITIAL PROCESS', { content: [COUNTRIES], needs: '01 02 03', excludes: '426' }],
  ['424', 'N3', 'COUNTRY - PROCESS', { content: [COUNTRY], needs: '01 02 03', excludes: '426' }],
  ['425', 'N3+[N3]+[N3]+[N3]+[N3]', 'COUNTRY - DISASSEMBLY', { content: [COUNTRIES], needs: '01 02 03', excludes: '426' }],
  ['426', 'N3', 'COUNTRY - FULL PROCESS', { content: [COUNTRY], needs: '01 02 03' }],
  ['427', 'X..3', 'ORIGIN SUBDIVISION', { needs: '01+422 02+422 03+422' }],
  ['4300', 'X..35', 'SHIP TO COMP', UNIT_TEXT],
  ['4301', 'X..35', 'SHIP TO NAME', UNIT_TEXT],
  ['4302', 'X..70', 'SHIP TO ADD1', UNIT_TEXT],
  ['4303', 'X..70', 'SHIP TO ADD2', { content: [PERCENT], needs: '4302' }],
  ['4304', 'X..70', 'SHIP TO SUB', UNIT_TEXT],
  ['4305', 'X..70', 'SHIP TO LOC', UNIT_TEXT],
  ['4306', 'X..70', 'SHIP TO REG', UNIT_TEXT],
  ['4307', 'X2', 'SHIP TO COUNTRY', { content: [{ rule: 'country-alpha2' }], needs: '00' }],
  ['4308', 'X..30', 'SHIP TO PHONE', UNIT],
  ['4309', 'N20', 'SHIP TO GEO', UNIT],
  ['4310', 'X..35', 'RTN TO COMP', UNIT_TEXT],
  ['4311', 'X..35', 'RTN TO NAME', UNIT_TEXT],
  ['4312', 'X..70', 'RTN TO ADD1', UNIT_TEXT],
  ['4313', 'X..70', 'RTN TO ADD2', { content: [PERCENT], needs: '4312' }],
  ['4314', 'X..70', 'RTN TO SUB', UNIT_TEXT],
  ['4315', 'X..70', 'RTN TO LOC', UNIT_TEXT],
  ['4316', 'X..70', 'RTN TO REG', UNIT_TEXT],
  ['4317', 'X2', 'RTN TO COUNTRY', { content: [{ rule: 'country-alpha2' }], needs: '00' }],
  ['4318', 'X..20', 'RTN TO POST', UNIT],
  ['4319', 'X..30', 'RTN TO PHONE', UNIT],
  ['4320', 'X..35', 'SRV DESCRIPTION', UNIT_TEXT],
  ['4321', 'N1', 'DANGEROUS GOODS', { content: [FLAG], needs: '00' }],
  ['4322', 'N1', 'AUTH TO LEAVE', { content: [FLAG], needs: '00' }],
  ['4323', 'N1', 'SIG REQUIRED', { content: [FLAG], needs: '00' }],
  ['4324', 'N10', 'NOT BEF DEL DT', { content: [DATE, TIME_AFTER_DATE], needs: '00' }],
  ['4325', 'N10', 'NOT AFT DEL DT', { content: [DATE, TIME_AFTER_DATE], needs: '00' }],
  ['4326', 'N6', 'REL DATE', { content: [EXACT_DATE], needs: '00' }],
  ['4330', 'N6+[X1]', 'MAX TEMP F.', { content: [{ rule: 'minus', after: 6 }], needs: '00', excludes: '4331' }],
  ['4331', 'N6+[X1]', 'MAX TEMP C.', { content: [{ rule: 'minus', after: 6 }], needs: '00', excludes: '4330' }],
  ['4332', 'N6+[X1]', 'MIN TEMP F.', { content: [{ rule: 'minus', after: 6 }], needs: '00', excludes: '4333' }],
  ['4333', 'N6+[X1]', 'MIN TEMP C.', { content: [{ rule: 'minus', after: 6 }], needs: '00', excludes: '4332' }],
  ['7001', 'N13', 'NSN', { needs: '01 02 8006 8026' }],
  ['7002', 'X..30', 'MEAT CUT', { needs: '01 02' }],
  ['7003', 'N10', 'EXPIRY TIME', { content: [EXACT_DATE, TIME_AFTER_DATE], needs: '01 02 03' }],
  ['7004', 'N..4', 'ACTIVE POTENCY', { needs: '01+10 03+10' }],
  ['7005', 'X..12', 'CATCH AREA', { needs: '01 02' }],
  ['7006', 'N6', 'FIRST FREEZE DATE', { content: [EXACT_DATE], needs: '01 02' }],
  ['7007', 'N6+[N6]', 'HARVEST DATE', { content: [EXACT_DATE, { rule: 'date', at: 6, dayMayBeZero: false }], needs: '01 02' }],
  ['7008', 'X..3', 'AQUATIC SPECIES', { needs: '01 02' }],
  ['7009', 'X..10', 'FISHING GEAR TYPE', { needs: '01 02' }],
  ['7010', 'X..2', 'PROD METHOD', { needs: '01 02 03' }],
  ['7011', 'N6+[N4]', 'TEST BY DATE', { content: [EXACT_DATE, TIME_AFTER_DATE], needs: '01 02 03' }],
  ['7020', 'X..20', 'REFURB LOT', { needs: '01+416 03+416 8006+416' }],
  ['7021', 'X..20', 'FUNC STAT', { needs: '01 03 8006' }],
  ['7022', 'X..20', 'REV STAT', { needs: '01+7021 03+7021 8006+7021' }],
  ['7023', 'X..30', 'GIAI - ASSEMBLY'],
  ['7030-7039', 'N3+X..27', 'PROCESSOR', { content: [PROCESSOR_COUNTRY], needs: '01 02' }],
  ['7040', 'N1+X3', 'UIC+EXT'],
  ['7041', 'X..4', 'UFRGT UNIT TYPE', UNIT],
  ['710', 'X..20', 'NHRN PZN', { needs: '01' }],
  ['711', 'X..20', 'NHRN CIP', { needs: '01' }],
  ['712', 'X..20', 'NHRN CN', { needs: '01' }],
  ['713', 'X..20', 'NHRN DRN', { needs: '01' }],
  ['714', 'X..20', 'NHRN AIM', { needs: '01' }],
  ['715', 'X..20', 'NHRN NDC', { needs: '01' }],
  ['716', 'X..20', 'NHRN AIC', { needs: '01' }],
  ['717', 'X..20', 'NHRN SRN', { needs: '01' }],
  ['7230-7239', 'X2+X..28', 'CERT', { needs: '01 8004' }],
  ['7240', 'X..20', 'PROTOCOL', { needs: '01 8006', excludes: '03' }],
  ['7241', 'N2', 'AIDC MEDIA TYPE', { needs: '8017 8018' }],
  ['7242', 'X..25', 'VCN', { needs: '8017 8018' }],
  ['8001', 'N14', 'DIMENSIONS', { needs: '01' }],
  ['8002', 'X..20', 'CMT No.'],
  ['8003', 'N14+[X..16]', 'GRAI', { content: [{ rule: 'leading-zero' }, key(14)] }],
  ['8004', 'X..30', 'GIAI'],
  ['8005', 'N6', 'PRICE PER UNIT', { needs: '01 02' }],
  ['8006', 'N18', 'ITIP', { content: [key(14), { rule: 'piece-of-total', at: 14 }], excludes: '01 03 37' }],
  ['8007', 'X..34', 'IBAN', { needs: '415' }],
  ['8008', 'N8+[N2]+[N2]', 'PROD TIME', { content: [DATE, TIME_AFTER_DATE], needs: '01 02 03' }],
  ['8009', 'X..50', 'OPTSEN', { needs: '00 01 03' }],
  ['8010', 'Y..30', 'CPID'],
  ['8011', 'N..12', 'CPID SERIAL', { needs: '8010' }],
  ['8012', 'X..20', 'VERSION', { needs: '01 03 8006' }],
  ['8013', 'X..25', 'GMN', { content: [{ rule: 'check-pair' }] }],
  ['8014', 'X..25', 'MUDI', { content: [{ rule: 'check-pair' }], needs: '01' }],
  ['8017', 'N18', 'GSRN - PROVIDER', { content: [key(18)], excludes: '8018' }],
  ['8018', 'N18', 'GSRN - RECIPIENT', { content: [key(18)], excludes: '8017' }],
  ['8019', 'N..10', 'SRIN', { needs: '8017 8018' }],
  ['8020', 'X..25', 'REF No.', { needs: '415' }],
  ['8026', 'N18', 'ITIP CONTENT', { content: [key(14), { rule: 'piece-of-total', at: 14 }], needs: '37', excludes: '02 03 8006' }],
  ['8030', 'Z..90', 'DIGSIG', { needs: '00 01+21 03+21 253 255 8003 8004 8006+21 8010+8011 8017 8018' }],
  ['8040', 'N15', 'IMEI', { needs: '01+21' }],
  ['8041', 'N15', 'IMEI2', { needs: '01+21+8040' }],
  ['8042', 'N32', 'ESIM', { needs: '01+21+8040' }],
  ['8043', 'N18+[N..2]', 'PSIM', { needs: '01+21+8040' }],
  ['8110', 'X..70', 'COUPON'],
  ['8111', 'N4', 'POINTS', { needs: '255' }],
  ['8112', 'X..70', 'COUPON (positive offer file)'],
  ['8200', 'X..70', 'PRODUCT URL', { needs: '01' }],
  ['90', 'X..30', 'INTERNAL'],
  ['91-99', 'X..90', 'INTERNAL'],
];
