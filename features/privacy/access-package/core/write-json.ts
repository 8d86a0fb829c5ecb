import type { Section } from '../types';

/** `data.json`, a part at a time: memory is that of one part, however much the person did. */
export async function* jsonParts(head: Readonly<Record<string, unknown>>, sections: readonly Section[]): AsyncGenerator<string> {
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "data": {`;
  for (const [n, section] of sections.entries()) {
    yield `${n === 0 ? '' : ','}\n    ${JSON.stringify(section.table)}: [`;
    let first = true;
    for await (const rows of section.rows()) {
      let text = '';
      for (const row of rows) {
        text += `${first ? '' : ','}\n      ${JSON.stringify(row)}`;
        first = false;
      }
      yield text;
    }
    yield first ? ']' : '\n    ]';
  }
  yield '\n  }\n}\n';
}
