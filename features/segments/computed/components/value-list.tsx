'use client';

import Link from 'next/link';
import { personName } from '../../components/person-name';
import panel from '../../components/preview-panel.module.css';
import type { ValueLine } from '../types';
import { TraitValueText } from './trait-value-text';

/** People with their values. */
export function ValueList({ lines, label, mayOpen }: { lines: ValueLine[]; label: string; mayOpen: boolean }) {
  return (
    <ul className={panel.sample} aria-label={label}>
      {lines.map(({ profile, value }) => {
        const { label: name } = personName(profile);
        const inside = (
          <>
            <span className={panel.name}>{name}</span>
            <span className={panel.detail}>
              <TraitValueText value={value} />
            </span>
          </>
        );
        return (
          <li key={profile.id}>
            {mayOpen ? (
              <Link href={`/profiles/${profile.id}`} className={panel.person}>
                {inside}
              </Link>
            ) : (
              <span className={panel.person}>{inside}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
