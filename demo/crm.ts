import { type Person, spellEmail, spellPhone } from './people';
import { seeded } from './random';

const HEADER = [
  'Customer ID',
  'First name',
  'Last name',
  'E-mail',
  'Phone',
  'Loyalty card',
  'Country',
  'City',
  'Postcode',
  'Date of birth',
  'Customer since',
  'Demo',
];

/**
 * The CRM's export, each customer entered at the moment of `since`: semicolons, a byte-order mark, day-first dates and spellings of
 * its own, as such files are.
 */
export function crmFile(people: Person[], since: ReadonlyMap<string, Date>): string {
  const lines = people.map((p) => {
    const random = seeded(`crm:${p.customer}`);
    const [year, month, day] = p.birthDate.split('-');
    const phone = p.phone && random.chance(0.9) ? spellPhone(p.phone, random) : '';
    const cells = [
      p.userId,
      p.firstName,
      p.lastName,
      spellEmail(p.email, random),
      phone,
      p.loyaltyCard ?? '',
      p.country,
      p.city,
      p.postcode,
      `${day}/${month}/${year}`,
      (since.get(p.customer) ?? new Date(0)).toISOString(),
      'true',
    ];
    return cells.map((c) => (/[";\n]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join(';');
  });
  return `\uFEFF${HEADER.join(';')}\r\n${lines.join('\r\n')}\r\n`;
}
