'use client';

import { useNotifications } from '@mantine/notifications';
import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react';

const nothing: { default: ComponentType } = { default: () => null };
const ToastList = lazy(() => import('./toast-list').then((m) => ({ default: m.ToastList as ComponentType })).catch(() => nothing));

/** Where toasts appear. It comes with the first touch or key, so that it is there, server or no server, when there is something to say. */
export function Toasts() {
  const [touched, setTouched] = useState(false);
  const { notifications } = useNotifications();
  useEffect(() => {
    const touch = () => setTouched(true);
    const options = { once: true, capture: true, passive: true };
    window.addEventListener('pointerdown', touch, options);
    window.addEventListener('keydown', touch, options);
    return () => {
      window.removeEventListener('pointerdown', touch, options);
      window.removeEventListener('keydown', touch, options);
    };
  }, []);
  if (!touched && notifications.length > 0) setTouched(true);
  if (!touched) return null;
  return (
    <Suspense>
      <ToastList />
    </Suspense>
  );
}
