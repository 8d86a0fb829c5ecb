/** The same bytes in pieces of exactly `size`; the last one is what is left, and there is none of no bytes. */
export async function* inPieces(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let held = 0;
  for await (const chunk of source) {
    let rest = chunk;
    while (held + rest.length >= size) {
      const cut = size - held;
      yield parts.length === 0 ? rest.subarray(0, cut) : Buffer.concat([...parts, rest.subarray(0, cut)], size);
      rest = rest.subarray(cut);
      parts = [];
      held = 0;
    }
    if (rest.length > 0) parts.push(rest);
    held += rest.length;
  }
  if (held > 0) yield Buffer.concat(parts, held);
}
