/** What the self-test does not try, or cannot tell. */

const hosted = location.protocol !== 'file:';

export interface Untried {
  readonly name: string;
  readonly text: string;
  /** Whether this page, looked at now, gives no way to it. */
  readonly closed: boolean;
}

/** Ways that no policy covers: looked at, not tried. */
export function untried(): readonly Untried[] {
  const hints = document.querySelectorAll('link[rel~="preconnect"], link[rel~="dns-prefetch"]').length;
  const outward = Array.from(document.links).filter((link) => isOutward(link)).length;
  const connection: unknown = Reflect.get(window, 'RTCPeerConnection');
  const calls = connection !== undefined;
  return [
    {
      name: 'WebRTC',
      closed: !calls,
      text: calls
        ? 'This browser offers it to the page, and no policy covers it.'
        : 'No policy covers it. The page’s first script took it away, before anything else ran.',
    },
    {
      name: 'Links and windows',
      closed: outward === 0,
      text:
        outward === 0
          ? 'No policy keeps a page from opening another. This page holds no link that leads out.'
          : `No policy keeps a page from opening another. This page holds links that lead out: ${outward.toString()}.`,
    },
    {
      name: 'Connections made ahead',
      closed: hints === 0,
      text: `No policy covers a name looked up or a connection opened in advance. Chromium opens one, without a request on it, also for a frame or a form that it then refuses. Hints in this page to do so (dns-prefetch, preconnect): ${hints.toString()}.`,
    },
  ];
}

function isOutward({ protocol, host }: HTMLAnchorElement | HTMLAreaElement): boolean {
  return /^https?:$/.test(protocol) && host !== location.host;
}

/** What remains a matter of trust. */
export const UNPROVED: readonly string[] = [
  'Extensions stand above a page’s policy. One that may read this page may send what it reads. A window without extensions has none of these.',
  'What the browser or the system sends by itself: updates, lookups of downloads, sync, spelling.',
  ...(hosted
    ? [
        'The server this page came from saw your visit and can hand out another page at the next one. A saved file with a known SHA-256 stays what it is.',
        'The service worker that makes this page work offline is not under the page’s policy. It is one short file, sw.js. It downloads the files of a version, compares their SHA-256 and answers from what it stored; files you open do not pass through it. The browser asks the server by itself whether there is a newer one.',
      ]
    : ['Other pages and programs on this machine.']),
  'That there is no other way. These are the ones known today, in the browser you are using now.',
];
