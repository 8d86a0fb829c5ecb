import { describe, expect, it } from 'vitest';
import { sha256 } from '@/lib/crypto';
import { keyCache } from './key-cache';

const info = (key: string) => ({ keyHash: sha256(key), sourceId: key, enabled: true, ratePerSecond: null });

describe('keyCache', () => {
  it('asks the database rarely for known keys, and is never older than 0.9 s', async () => {
    let [now, loads] = [0, 0];
    let keys = [info('a')];
    const cache = keyCache(
      async () => {
        loads++;
        return keys;
      },
      () => now,
    );
    for (let i = 0; i < 100; i++) expect((await cache.find('a'))?.sourceId).toBe('a');
    expect(loads).toBe(1);
    keys = [];
    now = 901;
    expect(await cache.find('a')).toBeUndefined();
  });

  it('finds a key made a moment ago', async () => {
    const keys = [info('a')];
    const cache = keyCache(async () => [...keys]);
    await cache.find('a');
    keys.push(info('b'));
    expect((await cache.find('b'))?.sourceId).toBe('b');
  });

  it('asks seldom in a flood of unknown keys', async () => {
    let loads = 0;
    const cache = keyCache(async () => {
      loads++;
      return [];
    });
    await Promise.all(Array.from({ length: 500 }, (_, i) => cache.find(`x${i}`)));
    expect(loads).toBeLessThan(5);
  });

  it('fails rather than answer from a stale list', async () => {
    let now = 0;
    let away = false;
    const cache = keyCache(
      async () => {
        if (away) throw new Error('away');
        return [info('a')];
      },
      () => now,
    );
    await cache.find('a');
    away = true;
    now = 500;
    expect((await cache.find('a'))?.sourceId).toBe('a');
    now = 1_000;
    await expect(cache.find('a')).rejects.toThrow('away');
  });
});
