/** The form in which Google hashes an e-mail address: lower case, no blanks; its own mail ignores dots before the at sign. */
export function normalEmail(text: string): string {
  const normal = text.toLowerCase().replace(/\s/g, '');
  const [name = '', domain = ''] = normal.split('@');
  return domain === 'gmail.com' || domain === 'googlemail.com' ? `${name.replaceAll('.', '')}@${domain}` : normal;
}
