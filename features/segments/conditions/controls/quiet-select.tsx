'use client';

import { NativeSelect } from '@mantine/core';
import classes from './editor.module.css';

type Props = { label: string; value: string; data: { value: string; label: string }[]; onChange: (value: string) => void };

/** A choice that is usually left as it is: its name and what holds now, in small. */
export function QuietSelect({ label, value, data, onChange }: Props) {
  return (
    <span className={classes.choice}>
      <span aria-hidden="true">{label}</span>
      <NativeSelect
        aria-label={label}
        size="xs"
        variant="unstyled"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={data}
      />
    </span>
  );
}
