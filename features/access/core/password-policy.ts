export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

export type PasswordFault = 'too_short' | 'too_long' | 'too_common' | 'too_personal';

/** What is wrong with a new password, or undefined. `own` are words an attacker tries first: the address, the name, the company. */
export function passwordFault(password: string, own: readonly string[] = []): PasswordFault | undefined {
  const text = password.normalize('NFKC');
  if ([...text].length < PASSWORD_MIN) return 'too_short';
  if ([...text].length > PASSWORD_MAX) return 'too_long';
  const words = bare(text);
  if (isPattern(text.toLowerCase()) || common.has(words) || common.has(words.slice(0, words.length / 2))) return 'too_common';
  const personal = own
    .flatMap((word) => [word, word.split('@')[0] ?? ''])
    .map(bare)
    .filter((word) => word.length >= 3);
  return personal.includes(words) ? 'too_personal' : undefined;
}

/** `P@ssw0rd2024!` → `password`: letters that digits and signs stand for, without what is stuck on at the ends. */
function bare(text: string): string {
  const trimmed = text.toLowerCase().replace(/^[\d\W_]+|[\d\W_]+$/g, '');
  return trimmed.replace(/[@4013$57!]/g, (sign) => lookalikes[sign] ?? sign).replace(/[\W_]/g, '');
}

const lookalikes: Record<string, string> = { '@': 'a', '4': 'a', '0': 'o', '1': 'i', '3': 'e', $: 's', '5': 's', '7': 't', '!': 'i' };

const runs = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  '1qaz2wsx3edc4rfv5tgb',
];

/** A run of the keyboard or of the alphabet, either way, or up to three characters over and over. */
function isPattern(text: string): boolean {
  if (new Set(text).size <= 3) return true;
  const reversed = [...text].reverse().join('');
  return runs.some((run) => run.includes(text) || run.includes(reversed)) || /^(.{1,5})\1+$/u.test(text);
}

/** What is left, by `bare`, of the passwords that lists of stolen ones hold most of. */
const common = new Set(
  `password passwort passw motdepasse contrasena senha parola wachtwoord qwerty qwertyuiop qwertzuiop azerty asdfghjkl zxcvbnm qazwsx
  letmein letmeinnow welcome welcometo iloveyou iloveu iloveyouso admin administrator administrador root superuser sysadmin changeme changeit
  default secret topsecret trustno login master monkey dragon football baseball basketball superman batman spiderman starwars princess
  sunshine shadow michael jennifer jordan michelle charlie jessica ashley daniel thomas robert computer internet whatever freedom
  mustang corvette mercedes porsche ferrari liverpool arsenal chelsea barcelona manchester juventus summer winter spring autumn
  monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november
  december pokemon naruto minecraft fortnite samsung google facebook linkedin microsoft windows apple iphone android tessera
  test testing tester testtest passwordpassword abc abcd abcde abcdef abcabc aaaaaa blink hello helloworld hellohello loveme lovely
  killer hunter harley cheese chocolate cookie butterfly flower flowers angel babygirl nothing access security guest user username
  customer customerdata company marketing temp temporary temppass newpassword mypassword yourpassword thispassword password one`
    .split(/\s+/)
    .filter(Boolean),
);
