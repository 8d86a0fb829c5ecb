type Reject = { line: number; value: string; reason: 'not_found' | 'invalid' };

export type Expected = {
  text: string;
  rows: number;
  /** Numbers of the people whom it names, in the order of their first line. */
  people: number[];
  duplicates: number;
  rejects: Reject[];
};

/** The address of a person by their number, from 1 on. */
export const addressOf = (n: number): string => `c${n}@example.org`;

/**
 * A file of so many rows below a header, each of them somebody not named before, somebody named before (also in another spelling), nobody, or
 * no address at all; and what has to come of it.
 */
export function fileOfPeople(rows: number, random: () => number): Expected {
  const lines = ['email'];
  const expected: Expected = { text: '', rows, people: [], duplicates: 0, rejects: [] };
  for (let line = 2; line <= rows + 1; line++) {
    const kind = random();
    const known = expected.people.length;
    if (kind < 0.1 && known > 0) {
      const again = addressOf(expected.people[Math.floor(random() * known)] ?? 1);
      lines.push(kind < 0.05 ? again.toUpperCase() : again);
      expected.duplicates += 1;
    } else if (kind < 0.16) reject(line, `nobody${line}@example.org`, 'not_found');
    else if (kind < 0.2) reject(line, `no address ${line}`, 'invalid');
    else {
      expected.people.push(known + 1);
      lines.push(addressOf(known + 1));
    }
  }
  expected.text = `${lines.join('\n')}\n`;
  return expected;

  function reject(line: number, value: string, reason: Reject['reason']): void {
    lines.push(value);
    expected.rejects.push({ line, value, reason });
  }
}
