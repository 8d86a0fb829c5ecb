/**
 * The lines for a web page's head: queue calls until the SDK has loaded from this installation. `_cdn` is set because the SDK
 * finds its chunks by the script's address only over https.
 */
export const browserSnippet = (writeKey: string, appUrl: string): string => `<script>
(function (key, host) {
  var queue = (window.analytics = window.analytics || []);
  if (queue.initialize || queue._writeKey) return;
  queue._writeKey = key;
  queue._cdn = host;
  ["track", "identify", "page", "group", "alias", "screen", "reset", "ready", "on", "once", "off", "user",
   "setAnonymousId", "trackLink", "trackForm", "debug"].forEach(function (name) {
    queue[name] = function () {
      queue.push([name].concat([].slice.call(arguments)));
      return queue;
    };
  });
  var script = document.createElement("script");
  script.async = true;
  script.src = host + "/analytics.js/v1/" + key + "/analytics.min.js";
  document.head.appendChild(script);
  queue.page();
})("${writeKey}", "${appUrl}");
</script>`;

/** A first event from a Node server. */
export const nodeExample = (writeKey: string, appUrl: string): string => `import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({ writeKey: '${writeKey}', host: '${appUrl}' });

analytics.identify({ userId: 'user-1', traits: { email: 'ann@example.com', firstName: 'Ann' } });
analytics.track({ userId: 'user-1', event: 'Order Completed', properties: { revenue: 42.1, currency: 'EUR' } });
await analytics.closeAndFlush();`;

/** A first event from a command line. */
export const curlExample = (writeKey: string, appUrl: string): string => `curl ${appUrl}/v1/track \\
  -u ${writeKey}: \\
  -H 'content-type: application/json' \\
  -d '{"userId": "user-1", "event": "Order Completed", "properties": {"revenue": 42.1, "currency": "EUR"}}'`;
