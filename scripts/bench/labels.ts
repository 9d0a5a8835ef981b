// How long a label takes to draw and how large it is. Each measured label has its own SSCC and order number and every word of its
// address carries its own number, so that no cache of measured words can answer; the opened fonts are cached, as on a bench after its
// first label in that script.
import { performance } from 'node:perf_hooks';
import { checkDigitOf } from '../../src/shared/domain/gs1/check-digit.ts';
import { parseSscc } from '../../src/shared/domain/gs1/sscc.ts';
import type { LabelAddress, LabelContent } from '../../src/shared/domain/label/content.ts';
import { createLabelRenderer } from '../../src/main/labels/label-pdf.ts';
import { quantile } from './row.ts';
import type { BenchRow } from './row.ts';

const LATIN_GATE_MS = 5;
const ANY_SCRIPT_GATE_MS = 25;
const BYTES_GATE = 20_000;
const WARM_UP = 30;
const SAMPLES = 200;

const LATIN: LabelAddress = { name: 'Anna-Lena Müller', company: 'Müller Feinkost', lines: ['Prenzlauer Allee 234', 'Hinterhaus, 3. OG links'], postcode: '10405', city: 'Berlin', countryCode: 'DE' };

const SCRIPTS: Readonly<Record<string, LabelAddress>> = {
  Polish: { name: 'Łukasz Żółkiewski', lines: ['ul. Świętokrzyska 31/33'], postcode: '90-001', city: 'Łódź', countryCode: 'PL' },
  Greek: { name: 'Γιώργος Παπαδόπουλος', lines: ['Λεωφόρος Βασιλίσσης Σοφίας 46'], postcode: '115 28', city: 'Αθήνα', countryCode: 'GR' },
  Cyrillic: { name: 'Олександр Шевченко', lines: ['вул. Хрещатик 22, кв. 5'], postcode: '01001', city: 'Київ', countryCode: 'UA' },
  Vietnamese: { name: 'Nguyễn Thị Phương Thảo', lines: ['Số 12 Đường Nguyễn Huệ, Phường Bến Nghé'], postcode: '700000', city: 'Hồ Chí Minh', countryCode: 'VN' },
  Arabic: { name: 'محمد عبد الله الهاشمي', lines: ['شارع الشيخ زايد (برج 3)', 'شقة 42B'], postcode: '00000', city: 'دبي', countryCode: 'AE' },
  Hebrew: { name: 'דוד כהן', lines: ['רחוב דיזנגוף 99, דירה 7'], postcode: '6433222', city: 'תל אביב', countryCode: 'IL' },
  Thai: { name: 'สมชาย ศรีสุวรรณ', lines: ['99/1 ถนนพระรามที่ 4 แขวงปทุมวัน เขตปทุมวัน'], postcode: '10330', city: 'กรุงเทพมหานคร', countryCode: 'TH' },
  Devanagari: { name: 'राजेश कुमार शर्मा', lines: ['फ्लैट 12, शिवाजी मार्ग', 'कनॉट प्लेस, क्षत्रिय भवन'], postcode: '110001', city: 'नई दिल्ली', countryCode: 'IN' },
  Chinese: { name: '王小明', company: '北京科技有限公司', lines: ['朝阳区建国路88号现代城5号楼1203室'], postcode: '100022', city: '北京市', countryCode: 'CN' },
  Japanese: { name: '山田 太郎', lines: ['丸の内1丁目9-1', 'グラントウキョウサウスタワー 12階'], postcode: '100-6612', city: '千代田区', region: '東京都', countryCode: 'JP' },
  Korean: { name: '김철수', lines: ['중구 세종대로 110', '시청빌딩 5층'], postcode: '04524', city: '서울특별시', countryCode: 'KR' },
};

export async function benchLabels(): Promise<BenchRow[]> {
  const latin = await measure(LATIN);
  const rows: BenchRow[] = [
    timeRow('Label PDF, Latin', latin, LATIN_GATE_MS),
    bytesRow('Label PDF, Latin', latin),
  ];
  const measured: { script: string; result: Measurement }[] = [];
  for (const [script, address] of Object.entries(SCRIPTS)) measured.push({ script, result: await measure(address) });
  const slowest = measured.reduce((worst, one) => (quantile(one.result.ms, 0.5) > quantile(worst.result.ms, 0.5) ? one : worst));
  const largest = measured.reduce((worst, one) => (quantile(one.result.bytes, 1) > quantile(worst.result.bytes, 1) ? one : worst));
  for (const { script, result } of measured) rows.push(timeRow(`Label PDF, ${script}`, result, ANY_SCRIPT_GATE_MS, latin));
  rows.push(timeRow(`Label PDF, slowest of ${measured.length} scripts (${slowest.script})`, slowest.result, ANY_SCRIPT_GATE_MS, latin));
  rows.push(bytesRow(`Label PDF, largest of ${measured.length} scripts (${largest.script})`, largest.result));
  return rows;
}

interface Measurement {
  /** The first label in this script, fonts not yet opened. */
  readonly firstMs: number;
  readonly ms: readonly number[];
  readonly bytes: readonly number[];
}

async function measure(address: LabelAddress): Promise<Measurement> {
  const renderer = createLabelRenderer();
  const drawOne = async (i: number): Promise<{ ms: number; bytes: number }> => {
    const content = labelFor(address, i);
    const start = performance.now();
    const { pdf } = await renderer.renderLabel(content, { media: '4x6in', dpi: 203 });
    return { ms: performance.now() - start, bytes: pdf.length };
  };
  const first = await drawOne(0);
  for (let i = 1; i <= WARM_UP; i++) await drawOne(i);
  const samples: { ms: number; bytes: number }[] = [];
  for (let i = 0; i < SAMPLES; i++) samples.push(await drawOne(WARM_UP + 1 + i));
  return { firstMs: first.ms, ms: samples.map(({ ms }) => ms), bytes: samples.map(({ bytes }) => bytes) };
}

function labelFor(address: LabelAddress, i: number): LabelContent {
  // GS1 company prefix 9501101 is reserved for examples.
  const body = `39501101${String(i).padStart(9, '0')}`;
  const parsed = parseSscc(`${body}${checkDigitOf(body)}`);
  if (!parsed.ok) throw new Error(`the bench built a wrong SSCC: ${parsed.reason}`);
  const serial = String(i).padStart(7, '0');
  return {
    parcelId: `01932f6e-7b1a-7c44-9f3e-00000${serial}`,
    sscc: parsed.sscc,
    tracking: { mode: 'sscc', number: parsed.sscc },
    shipFrom: LATIN,
    shipTo: { ...address, name: numbered(address.name, i), city: numbered(address.city, i), lines: address.lines.map((line) => numbered(line, i)) },
    orderNumber: `302-1234567-${serial}`,
    carrierName: 'Parcel Post', serviceName: 'Signature on delivery',
    parcelIndex: 1, parcelCount: 1, weightGrams: 1250, storeName: 'Example store', practice: false, printedAtText: '2026-11-21 14:05',
  };
}

const numbered = (text: string, i: number): string => text.split(' ').map((word) => `${word}${i}`).join(' ');

function timeRow(name: string, result: Measurement, gateMs: number, baseline?: Measurement): BenchRow {
  const median = quantile(result.ms, 0.5);
  return {
    name, unit: 'ms', median, p99: quantile(result.ms, 0.99),
    ...(baseline === undefined ? {} : { baseline: 'Label PDF, Latin', ratio: median / quantile(baseline.ms, 0.5) }),
    gate: `median <= ${gateMs} ms`, pass: median <= gateMs,
    note: `first label with fonts unopened ${result.firstMs.toFixed(1)} ms`,
  };
}

function bytesRow(name: string, result: Measurement): BenchRow {
  const largest = quantile(result.bytes, 1);
  return { name: `${name}, bytes`, unit: 'bytes', median: quantile(result.bytes, 0.5), p99: quantile(result.bytes, 0.99), gate: `largest <= ${BYTES_GATE} bytes`, pass: largest <= BYTES_GATE };
}
