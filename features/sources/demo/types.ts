/** Demo company: real purchases with generated people, loaded through the public ways in. Trickle: live demo events that keep coming. */
export const demoSteps = ['people', 'history', 'consents', 'segments'] as const;
export type DemoStep = (typeof demoSteps)[number];

/** Kept in settings under `demo`. `done` of `total` calls of the step; `weeks` is how far all dates were moved. */
export type DemoState = {
  status: 'loading' | 'ready' | 'failed';
  step: DemoStep;
  done: number;
  total: number;
  weeks: number;
  trickle: boolean;
  error?: string;
};
