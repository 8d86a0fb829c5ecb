'use client';

import Link from 'next/link';
import type { ProfileLine } from '@/features/profiles/types';
import { personName } from '../person-name';
import classes from '../preview-panel.module.css';

/** A few people by name, each with the way to their profile; masked for the reader already. */
export function PeopleList({ people }: { people: readonly ProfileLine[] }) {
  return (
    <ul className={classes.sample}>
      {people.map((profile) => {
        const { label, detail } = personName(profile);
        return (
          <li key={profile.id}>
            <Link href={`/profiles/${profile.id}`} target="_blank" className={classes.person}>
              <span className={classes.name}>{label}</span>
              {detail && <span className={classes.detail}>{detail}</span>}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
