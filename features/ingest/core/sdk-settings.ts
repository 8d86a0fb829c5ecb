/**
 * The settings document that browser and mobile SDKs load first. A disabled source's plan is off, so that browsers send
 * nothing; `metrics` are off because they would go to the SDK's maker.
 */
export function sdkSettings({ writeKey, appUrl, enabled }: { writeKey: string; appUrl: string; enabled: boolean }) {
  const { protocol, host, pathname } = new URL(appUrl);
  const plan = { __default: { enabled, integrations: {} } };
  return {
    integrations: {
      'Segment.io': {
        apiKey: writeKey,
        apiHost: `${host}${pathname.replace(/\/$/, '')}/v1`,
        protocol: protocol.replace(':', ''),
        unbundledIntegrations: [],
        addBundledMetadata: true,
        maybeBundledConfigIds: {},
        versionSettings: { version: '4.4.7', componentTypes: ['browser'] },
      },
    },
    plan: { track: plan, identify: plan, group: plan, page: plan, screen: plan, alias: plan },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: { routingRules: [] },
    enabledMiddleware: {},
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
    autoInstrumentationSettings: { disableTraffic: true, sampleRate: 0 },
  };
}
