/**
 * Runs before anything else: closes what the policy in the page's head cannot close by itself.
 *
 * - A meta policy cannot forbid framing (HTML spec, "frame-ancestors is ignored in meta"), so a framed page stays empty.
 * - Trusted Types: no string becomes a script URL, except the worker's own blob: URL and, to be registered, the service worker's.
 *   No other policy can be made.
 * - WebRTC is not covered by connect-src.
 */
if (window.self !== window.top) {
  document.documentElement.textContent = 'Vitrine does not run inside another page. Open it in a tab of its own.';
  throw new Error('Vitrine is framed.');
}

window.trustedTypes?.createPolicy('default', {
  createScriptURL: (url, _type, sink) =>
    url.startsWith('blob:') || (url === './sw.js' && sink === 'ServiceWorkerContainer register') ? url : null,
});

for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) {
  Object.defineProperty(window, name, { value: undefined, configurable: false, writable: false });
}

// A link in the markup would be fetched from file:// too, and refused with an error in the console.
if (window.location.protocol.startsWith('http')) {
  const manifest = document.createElement('link');
  manifest.rel = 'manifest';
  manifest.href = 'manifest.webmanifest';
  document.head.append(manifest);
}
