import type { InterestCondition } from './schema';

/** How much one mention in an event weighs: what is bought says more than what is looked at. Any other event weighs 1. */
export const WEIGHTS: Readonly<Record<string, number>> = { 'Product Viewed': 1, 'Product Added': 3, 'Order Completed': 5 };
/** The lists of an event whose items are read as well: order lines. */
export const ITEMS = ['products', 'items'] as const;

export const eventsOf = (c: Pick<InterestCondition, 'events'>): readonly string[] => c.events ?? Object.keys(WEIGHTS);
export const weightOf = (event: string): number => (Object.hasOwn(WEIGHTS, event) ? (WEIGHTS[event] ?? 1) : 1);

/** The asked share in ten-thousandths: whole numbers are compared, so that both sides reckon alike. */
export const asked = (c: Pick<InterestCondition, 'share'>): number => Math.round(c.share * 10_000);
