'use client';

import { Notifications } from '@mantine/notifications';

/** Four toasts at most, in the corner. */
export const ToastList = () => <Notifications position="bottom-right" limit={4} autoClose={6000} transitionDuration={150} />;
