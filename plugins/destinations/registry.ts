import type { AnyDestination } from '@/plugins/kit/types';
import { webhook } from './webhook';

/** Every kind of destination there is. */
export const destinationKinds = { webhook } as const satisfies Record<string, AnyDestination>;

/** The destination of this kind. @returns undefined for an unknown kind. */
export const destinationKind = (kind: string): AnyDestination | undefined =>
  Object.hasOwn(destinationKinds, kind) ? destinationKinds[kind as keyof typeof destinationKinds] : undefined;
