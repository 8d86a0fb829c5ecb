/** The directions of the house (docs/architecture.md). scripts/check-dependencies.mjs runs this, and a canary first. */
const stages = [
  'access',
  'sources',
  'ingest',
  'identity',
  'profiles',
  'consent',
  'traits',
  'segments',
  'activation',
  'journeys',
  'insights',
  'privacy',
];
const ours = '^(app|components|db|demo|features|plugins|worker|scripts|tests|server\\.ts|proxy\\.ts)';
const test = '(\\.test\\.tsx?$|^tests/)';

const onlyEarlierStages = stages.slice(0, -1).map((stage, i) => ({
  name: `stage-${stage}`,
  comment: `${stage} may import earlier stages only; reach a later one by a fact (lib/topics.ts)`,
  severity: 'error',
  from: { path: `^features/${stage}/`, pathNot: test },
  to: { path: `^features/(${stages.slice(i + 1).join('|')})/` },
}));

const forbid = (name, from, to, comment) => ({ name, comment, severity: 'error', from: { pathNot: test, ...from }, to });

module.exports = {
  forbidden: [
    ...onlyEarlierStages,
    forbid('lib-is-the-floor', { path: '^lib/' }, { path: ours }, 'lib imports nothing of ours'),
    forbid(
      'db-on-lib',
      { path: '^db/' },
      { path: '^(app|components|demo|features|plugins|worker|scripts|server\\.ts)' },
      'db imports lib only',
    ),
    forbid(
      'components-on-lib',
      { path: '^components/' },
      { path: '^(app|db|demo|features|plugins|worker|scripts)' },
      'components know no domain',
    ),
    forbid(
      'plugins-on-kit',
      { path: '^plugins/' },
      { path: '^(app|components|db|demo|features|worker|scripts)' },
      'plugins never see the database',
    ),
    forbid(
      'features-below',
      { path: '^features/' },
      { path: '^(app|demo|worker|scripts|server\\.ts)' },
      'app and worker compose features, not the reverse',
    ),
    forbid('app-on-features', { path: '^app/' }, { path: '^(demo|worker|scripts|server\\.ts)' }, 'app composes features'),
    forbid(
      'app-has-no-queries',
      { path: '^app/' },
      { path: '^db/(?!client\\.ts)' },
      'app hands the pool to features and asks nothing itself',
    ),
    forbid('worker-is-a-root', { path: '^worker/' }, { path: '^(app|scripts|server\\.ts)' }, 'worker composes features'),
    forbid('demo-on-features', { path: '^demo/' }, { path: '^(app|worker|scripts|server\\.ts)' }, 'demo uses the public ways in'),
    forbid(
      'tests-stay-out',
      { pathNot: `(${test}|^(vitest|playwright)\\.config\\.ts$)` },
      { path: '^tests/' },
      'production code knows no tests',
    ),
    {
      name: 'no-circles',
      comment: 'no module reaches itself',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'an import that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, path: '^(@/|\\.)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)node_modules/|^dist/|^\\.next/|^\\.data/|^\\.tmp/' },
    tsPreCompilationDeps: true,
    webpackConfig: { fileName: 'scripts/lib/depcruise-resolve.cjs' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
