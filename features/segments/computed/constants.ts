/** Name of the job that brings one computed trait level for everyone: computes it, or takes its values back. */
export const LEVEL_JOB = 'segments.level-computed';
/** Name under which the sweep of computed traits keeps how far time has come. */
export const COMPUTED_CLOCK = 'computed traits';
