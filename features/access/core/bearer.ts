/** The key of an `Authorization: Bearer` header, or undefined. */
export function readBearer(header: string | null): string | undefined {
  return header?.match(/^Bearer +([\w.~+/=-]+) *$/i)?.[1];
}
