import { describe, expect, it } from 'vitest';
import { codeHash, isCode, newCode, typedCode } from './verification-code';

const a = '00000000-0000-4000-8000-000000000001';
const b = '00000000-0000-4000-8000-000000000002';

describe('a verification code', () => {
  it('has eight digits, and does not repeat', () => {
    const codes = Array.from({ length: 2000 }, newCode);
    expect(codes.every((code) => /^\d{8}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBeGreaterThan(1995);
    // Leading zeros too: the whole range of 10^8 is used.
    expect(codes.some((code) => code.startsWith('0'))).toBe(true);
  });
  it('fits the request it was made for', () => {
    const code = newCode();
    expect(isCode(a, code, codeHash(a, code))).toBe(true);
    expect(isCode(b, code, codeHash(a, code))).toBe(false);
    expect(isCode(a, '', codeHash(a, code))).toBe(false);
  });
  it('is read in any script and with gaps', () => {
    expect(typedCode(' 1234-5678 ')).toBe('12345678');
    expect(typedCode('۱۲۳۴ ۵۶۷۸')).toBe('12345678');
  });
});
