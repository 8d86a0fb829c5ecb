/** Never renamed while such a job may be waiting. */
export const DEMO_JOB = 'demo.load';
