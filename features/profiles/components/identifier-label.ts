type Words = { (key: never): string; has(key: never): boolean };

/** A type's name in words; a custom type is its own name. `words` are those of `profiles.identifierType`. */
export const identifierLabel = (words: Words, type: string): string => (words.has(type as never) ? words(type as never) : type);
