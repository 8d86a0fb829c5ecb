'use client';

import { isZoned } from '../value-ops';
import type { ValueType } from '../value-schema';
import type { TestDraft } from './drafts';
import { OperatorSelect } from './operator-select';
import { Place } from './place';
import { TestOptions } from './test-options';
import { withOp } from './test-value';
import { ValueInput, type ValueSource } from './value-input';
import { ZoneNote } from './zone-note';

type Props = {
  test: TestDraft;
  type: ValueType;
  source: ValueSource;
  /** What is compared, in words: then what becomes of who lacks it can be said here. */
  name?: string | undefined;
  onChange: (test: TestDraft) => void;
};

/** An operator in words and its value: shared by traits and event properties. */
export function TestEditor({ test, type, source, name, onChange }: Props) {
  const note = test.op && isZoned(test.op) && <ZoneNote />;
  return (
    <>
      <Place at="op">
        <OperatorSelect op={test.op} type={type} onChange={(op) => onChange(withOp(test, op))} />
      </Place>
      {test.op && (
        <Place at="value">
          <ValueInput op={test.op} type={type} value={test.value} source={source} onChange={(value) => onChange({ ...test, value })} />
        </Place>
      )}
      {name ? (
        <TestOptions test={test} type={type} name={name} onChange={(change) => onChange({ ...test, ...change })}>
          {note}
        </TestOptions>
      ) : (
        note
      )}
    </>
  );
}
