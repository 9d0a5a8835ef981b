// Made-up people at plausible addresses in twelve ways of writing.
import type { LabelAddress } from '../../src/shared/domain/label/content.ts';

export const addressesByScript: readonly (readonly [string, LabelAddress])[] = [
  ['Polish', { name: 'Łukasz Żółkiewski', lines: ['ul. Świętokrzyska 31/33'], postcode: '90-001', city: 'Łódź', countryCode: 'PL' }],
  ['Turkish', { name: 'İbrahim Çağlayan', lines: ['Işıklar Caddesi No: 5', 'Gümüşsuyu'], postcode: '34437', city: 'İstanbul', countryCode: 'TR' }],
  ['Greek', { name: 'Γιώργος Παπαδόπουλος', lines: ['Λεωφόρος Βασιλίσσης Σοφίας 46'], postcode: '115 28', city: 'Αθήνα', countryCode: 'GR' }],
  ['Cyrillic', { name: 'Олександр Шевченко', lines: ['вул. Хрещатик 22, кв. 5'], postcode: '01001', city: 'Київ', countryCode: 'UA' }],
  ['Vietnamese', { name: 'Nguyễn Thị Phương Thảo', lines: ['Số 12 Đường Nguyễn Huệ'], postcode: '700000', city: 'Hồ Chí Minh', countryCode: 'VN' }],
  ['Arabic', { name: 'محمد عبد الله الهاشمي', lines: ['شارع الشيخ زايد 125 (برج 3)', 'شقة 42B'], postcode: '00000', city: 'دبي', countryCode: 'AE' }],
  ['Hebrew', { name: 'דוד כהן', lines: ['רחוב דיזנגוף 99, דירה 7'], postcode: '6433222', city: 'תל אביב', countryCode: 'IL' }],
  ['Thai', { name: 'สมชาย ศรีสุวรรณ', lines: ['99/1 ถนนพระรามที่ 4 แขวงปทุมวัน'], postcode: '10330', city: 'กรุงเทพมหานคร', countryCode: 'TH' }],
  ['Devanagari', { name: 'राजेश कुमार शर्मा', lines: ['फ्लैट 12, शिवाजी मार्ग', 'कनॉट प्लेस, क्षत्रिय भवन'], postcode: '110001', city: 'नई दिल्ली', countryCode: 'IN' }],
  ['Chinese', { name: '王小明', company: '北京科技有限公司', lines: ['朝阳区建国路88号现代城5号楼1203室'], postcode: '100022', city: '北京市', countryCode: 'CN' }],
  ['Japanese', { name: '山田 太郎', lines: ['丸の内1丁目9-1', 'グラントウキョウサウスタワー 12階'], postcode: '100-6612', city: '千代田区', region: '東京都', countryCode: 'JP' }],
  ['Korean', { name: '김철수', lines: ['중구 세종대로 110', '시청빌딩 5층'], postcode: '04524', city: '서울특별시', countryCode: 'KR' }],
];
