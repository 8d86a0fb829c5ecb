const MAX_RAW = 32_768;

/** A raw text as it can be stored: without NUL, and cut where it is too long; it is then no JSON any more, and shown as it is. */
export const storable = (raw: string): string => raw.replaceAll('\0', '�').slice(0, MAX_RAW);
