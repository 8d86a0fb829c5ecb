/** Requests of a lane, and deliveries of a destination, that the operations page counts one by one; beyond that it says "more". */
export const COUNT_LIMIT = 10_000;
