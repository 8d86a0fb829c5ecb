import { byCountry, unitedKingdom } from './names';
import { type Random, seeded } from './random';

/** A generated person behind a real customer number. Addresses and numbers are of reserved domains and ranges: they reach nobody. */
export type Person = {
  customer: string;
  userId: string;
  firstName: string;
  lastName: string;
  email: string;
  /** In international form. */
  phone: string | undefined;
  loyaltyCard: string | undefined;
  country: string;
  city: string;
  postcode: string;
  birthDate: string;
  language: string;
  devices: string[];
  random: Random;
};

const DOMAINS = ['example.com', 'example.org', 'example.net'];
/** Numbers that Ofcom keeps free for drama use, as [area and prefix, digits left]. */
const RESERVED: [string, number][] = [
  ['7700900', 3],
  ['2079460', 3],
  ['1134960', 3],
  ['1144960', 3],
  ['1154960', 3],
  ['1164960', 3],
  ['1174960', 3],
  ['1184960', 3],
  ['1214960', 3],
  ['1314960', 3],
  ['1414960', 3],
  ['1514960', 3],
  ['1614960', 3],
  ['1914980', 3],
];

/** The same person for the same customer number, always. `index` gives each person a phone number of their own. */
export function personOf(customer: string, country: string, index: number): Person {
  const random = seeded(`person:${customer}`);
  const names = byCountry[country] ?? unitedKingdom;
  const firstName = random.pick(names.first);
  const lastName = random.pick(names.last);
  const [prefix] = RESERVED[Math.floor(index / 1000) % RESERVED.length] ?? ['7700900'];
  const local = `${prefix}${String(index % 1000).padStart(3, '0')}`;
  return {
    customer,
    userId: `C${customer}`,
    firstName,
    lastName,
    email: `${latin(firstName)}.${latin(lastName)}.${customer}@${random.pick(DOMAINS)}`.replace(/^\.|\.\./g, ''),
    phone: index < RESERVED.length * 1000 && random.chance(0.75) ? `+44${local}` : undefined,
    loyaltyCard: random.chance(0.6) ? `LC-${(700_000 + index * 7).toString()}` : undefined,
    country,
    city: random.pick(names.cities),
    postcode: `ZZ${1 + random.int(98)} ${1 + random.int(9)}ZZ`,
    birthDate: `${1945 + random.int(60)}-${two(1 + random.int(12))}-${two(1 + random.int(28))}`,
    language: country === 'United Kingdom' ? 'en' : random.pick(['en', 'local']),
    devices: Array.from({ length: 1 + random.int(3) }, (_, i) => `demo-${customer}-${i + 1}`),
    random,
  };
}

const two = (n: number) => String(n).padStart(2, '0');

/** Letters that an address can hold; scripts without a Latin form give none, and the number tells the address apart. */
const latin = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();

/** One number in the different ways that tills, callers and forms write it. */
export function spellPhone(phone: string, random: Random): string {
  const national = `0${phone.slice(3)}`;
  return random.pick([
    phone,
    national,
    `${national.slice(0, 5)} ${national.slice(5)}`,
    `00${phone.slice(1)}`,
    `+44 (0)${phone.slice(3, 7)} ${phone.slice(7)}`,
    `${national.slice(0, 4)}-${national.slice(4, 7)}-${national.slice(7)}`,
  ]);
}

/** One address in the different ways that people type it. */
export function spellEmail(email: string, random: Random): string {
  const [user = '', domain = ''] = email.split('@');
  return random.pick([
    email,
    email,
    `${user}@${domain.toUpperCase()}`,
    ` ${email} `,
    `${user.charAt(0).toUpperCase()}${user.slice(1)}@${domain}`,
    email.toUpperCase(),
  ]);
}
