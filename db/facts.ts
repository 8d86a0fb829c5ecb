import { type Fact, type Topic, topics } from '@/lib/topics';
import type { AnySql } from './client';
import { enqueue } from './jobs';

/** The name of the job that hands a fact of this topic to its subscribers. */
export const factJob = (topic: Topic): string => `fact.${topic}`;

/**
 * Publishes a fact in the caller's transaction: when that commits, the job of every subscriber runs once.
 * @throws Error when the fact does not fit its topic.
 */
export async function publish<T extends Topic>(tx: AnySql, topic: T, fact: Fact<T>): Promise<void> {
  await enqueue(tx, factJob(topic), topics[topic].parse(fact));
}
