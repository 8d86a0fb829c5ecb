'use client';

import { lazy, Suspense, useState } from 'react';
import type { Viewer } from './sidebar';
import { UserButton } from './user-button';
import classes from './user-menu.module.css';

const load = () => import('./user-menu-open').then((m) => ({ default: m.UserMenuOpen }));
const UserMenuOpen = lazy(load);
// What fails here is said when the menu is opened.
const preload = () => void load().catch(() => undefined);

/** Who is signed in; opens theme, language, keys, and the way out. What opens is loaded when the pointer or the focus comes near. */
export function UserMenu({ viewer }: { viewer: Viewer }) {
  const [asked, setAsked] = useState(false);
  return (
    <div className={classes.root}>
      {asked ? (
        <Suspense fallback={<UserButton viewer={viewer} />}>
          <UserMenuOpen viewer={viewer} />
        </Suspense>
      ) : (
        <UserButton
          viewer={viewer}
          aria-haspopup="menu"
          aria-expanded={false}
          onPointerEnter={preload}
          onFocus={preload}
          onClick={() => setAsked(true)}
        />
      )}
    </div>
  );
}
