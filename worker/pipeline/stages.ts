/** Called at the end of each stage of a batch, for measuring. */
export type StageProbe = (stage: string) => void;

/** Milliseconds per stage of one batch, in order. */
export type StageTimes = Record<string, number>;

/** A probe that adds up wall time per stage. */
export function stageClock(): { probe: StageProbe; times: StageTimes } {
  const times: StageTimes = {};
  let last = performance.now();
  const probe: StageProbe = (stage) => {
    const now = performance.now();
    times[stage] = (times[stage] ?? 0) + now - last;
    last = now;
  };
  return { probe, times };
}
