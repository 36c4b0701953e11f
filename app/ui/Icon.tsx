import type { ReactNode } from 'react';
import './icon.css';

/** Line icons on a 16 × 16 grid (`logo` and `drop`: 24 × 24). Always decoration: the control beside it has the name. */
const icons = {
  neto: (
    <>
      <path d="M8 1.7 13 3.4v4.1c0 3-2.1 5.5-5 6.8-2.9-1.3-5-3.8-5-6.8V3.4z" />
      <path d="m5.7 8 1.7 1.7 3-3.3" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.3" />
      <path d="m10.2 10.2 3.3 3.3" />
    </>
  ),
  export: <path d="M8 2.5v7.2M5.2 7 8 9.8 10.8 7M3 11v1.5a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1V11" />,
  theme: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" stroke="none" />
    </>
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1" />
    </>
  ),
  moon: <path d="M13.2 9.6A5.7 5.7 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z" />,
  help: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M6.4 6.4c.1-1 .8-1.6 1.7-1.6s1.6.6 1.6 1.4c0 1.1-1.6 1.2-1.6 2.4M8 10.9v.1" />
    </>
  ),
  right: <path d="m6 3.8 4.2 4.2L6 12.2" />,
  left: <path d="M10.2 3.8 6 8l4.2 4.2" />,
  down: <path d="M3.8 6 8 10.2 12.2 6" />,
  up: <path d="M3.8 10 8 5.8 12.2 10" />,
  file: <path d="M4 1.8h5l3.2 3.2v8.2a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V2.8a1 1 0 0 1 1-1zM9 2v3.2h3" />,
  folder: <path d="M1.8 4a1 1 0 0 1 1-1h3l1.5 1.7h6a1 1 0 0 1 1 1v6.5a1 1 0 0 1-1 1H2.8a1 1 0 0 1-1-1z" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 5.5V3.8a1.3 1.3 0 0 0-1.3-1.3H3.8a1.3 1.3 0 0 0-1.3 1.3v5.4a1.3 1.3 0 0 0 1.3 1.3h1.7" />
    </>
  ),
  play: <path d="M5 3.2v9.6l7.5-4.8z" fill="currentColor" stroke="none" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" strokeWidth="2" />,
  next: <path d="m5.5 3.8 4.2 4.2-4.2 4.2" />,
  prev: <path d="M10.5 3.8 6.3 8l4.2 4.2" />,
  first: <path d="M11.5 3.8 7.3 8l4.2 4.2M4.5 3.8v8.4" />,
  last: <path d="M4.5 3.8 8.7 8l-4.2 4.2M11.5 3.8v8.4" />,
  check: <path d="m3.3 8.4 3.1 3.1 6.3-7" />,
  x: <path d="m4 4 8 8M12 4l-8 8" />,
  offline: (
    <>
      <path d="M8 2.2v6.6M5.4 6.3 8 8.9l2.6-2.6" />
      <path d="M2.5 11.5h11M4.5 13.8h7" />
    </>
  ),
  noexec: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M6.7 5.7v4.6L10.2 8zM4 4l8 8" />
    </>
  ),
  report: <path d="M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3" />,
  ops: <path d="m5 4.5-3 3.5 3 3.5M11 4.5l3 3.5-3 3.5M9.2 3 6.8 13" />,
  qr: (
    <path d="M2.5 2.5h4v4h-4zM9.5 2.5h4v4h-4zM2.5 9.5h4v4h-4zM9.5 9.5h1.5v1.5H9.5zM12.5 12.5h1v1h-1zM12.5 9.5h1M9.5 13h1" />
  ),
  bytes: <path d="M2 3.5h3V7H2zM6.5 3.5h3V7h-3zM11 3.5h3V7h-3zM2 9h3v3.5H2zM6.5 9h3v3.5h-3zM11 9h3v3.5h-3z" />,
  tensor: <path d="m8 1.8 5.5 3v6.4L8 14.2l-5.5-3V4.8zM2.7 5 8 7.9 13.3 5M8 7.9v6" />,
  filter: <path d="M2.5 4h11M4.5 8h7M6.5 12h3" />,
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" />,
  braces: (
    <path d="M5.5 2.5c-1.5 0-1.8.7-1.8 2v1.7c0 1-.6 1.6-1.5 1.8.9.2 1.5.8 1.5 1.8v1.7c0 1.3.3 2 1.8 2M10.5 2.5c1.5 0 1.8.7 1.8 2v1.7c0 1 .6 1.6 1.5 1.8-.9.2-1.5.8-1.5 1.8v1.7c0 1.3-.3 2-1.8 2" />
  ),
  code: <path d="m5.2 4.5-3.4 3.5 3.4 3.5M10.8 4.5l3.4 3.5-3.4 3.5M9 3.2 7 12.8" />,
  text: <path d="M2.5 4h11M2.5 8h7M2.5 12h9" />,
  link: (
    <path d="M6.7 9.3 9.3 6.7M7.3 4.8l1.6-1.6a2.8 2.8 0 0 1 4 4l-1.7 1.6M8.7 11.2l-1.6 1.6a2.8 2.8 0 0 1-4-4l1.7-1.6" />
  ),
  print: <path d="M4.5 6V2.5h7V6M4.5 11.5h-2v-4a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v4h-2M4.5 9.5h7v4h-7z" />,
  eye: (
    <>
      <path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  bundle: <path d="M8 1.7 13 3.4v4.1c0 3-2.1 5.5-5 6.8-2.9-1.3-5-3.8-5-6.8V3.4z" />,
  compare: <path d="M2.5 3.5h3.5v9H2.5zM10 3.5h3.5v9H10zM8 1.8v12.4" />,
  swap: <path d="M2.5 5.5h10M10 3l2.5 2.5L10 8M13.5 10.5h-10M6 8l-2.5 2.5L6 13" />,
  grip: <path d="M6 3.5h.01M10 3.5h.01M6 8h.01M10 8h.01M6 12.5h.01M10 12.5h.01" strokeWidth="2" />,
  drop: <path d="M12 3.5V14M7.8 10 12 14.2 16.2 10M4 16v2.5a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V16" />,
  logo: (
    <>
      <path d="M4 18.5V6a3 3 0 0 1 3-3h10a3 3 0 0 1 3 3v12.5" strokeWidth="1.7" />
      <path d="M2.5 20.2h19" strokeWidth="2" />
      <path d="M8 16.6v-3.4M11 16.6V10M14 16.6v-5M17 16.6v-2" className="i-accent" strokeWidth="1.9" />
      <path d="M7.2 9.2 10 6.3" strokeWidth="1.4" opacity=".45" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof icons;

export function Icon({ name }: { readonly name: IconName }) {
  const side = name === 'logo' || name === 'drop' ? 24 : 16;
  return (
    <svg className="i" viewBox={`0 0 ${side.toString()} ${side.toString()}`} aria-hidden="true">
      {icons[name]}
    </svg>
  );
}
