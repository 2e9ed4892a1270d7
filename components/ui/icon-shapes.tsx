import type { ReactNode } from "react";

/** The drawings, on a 16 px grid with a 1.5 px line. The first six are the six shapes of a state. */
export const ICON_SHAPES = {
  well: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="m5.2 8.2 2 2 3.6-4.2" />
    </>
  ),
  moving: (
    <>
      <path d="M14.25 8A6.25 6.25 0 1 1 8 1.75" />
    </>
  ),
  failed: (
    <>
      <path d="M5.4 1.75h5.2l3.65 3.65v5.2l-3.65 3.65H5.4L1.75 10.6V5.4z" />
      <path d="m6 6 4 4m0-4-4 4" />
    </>
  ),
  partial: (
    <>
      <path d="M8 2 1.6 13.5h12.8zM8 6.5v3.2M8 11.6v.1" />
    </>
  ),
  ring: (
    <>
      <circle cx="8" cy="8" r="6.25" />
    </>
  ),
  stopped: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M6 6h4v4H6z" fill="currentColor" />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.25" strokeDasharray="2.4 2.4" />
      <path d="M6.4 6.5c0-2.2 3.3-2 3.3 0 0 1.2-1.7 1.2-1.7 2.5M8 11.1v.1" />
    </>
  ),
  "station-done": (
    <>
      <circle cx="8" cy="8" r="5.5" fill="currentColor" />
      <path d="m5.8 8.1 1.5 1.6 2.9-3.3" stroke="var(--color-page)" />
    </>
  ),
  "station-now": (
    <>
      <circle cx="8" cy="8" r="5.75" strokeWidth="2" />
      <circle cx="8" cy="8" r="2.2" fill="currentColor" stroke="none" />
    </>
  ),
  "station-todo": (
    <>
      <circle cx="8" cy="8" r="5.5" />
    </>
  ),
  "station-bad": (
    <>
      <path d="M3 3h10v10H3z" fill="currentColor" strokeLinejoin="miter" />
      <path d="m6 6 4 4m0-4-4 4" stroke="var(--color-page)" />
    </>
  ),
  "station-stopped": (
    <>
      <circle cx="8" cy="8" r="5.5" fill="var(--color-page)" />
      <path d="M6 6h4v4H6z" fill="currentColor" />
    </>
  ),
  dataset: (
    <>
      <path d="M2 3.5h12v9H2zM2 6.5h12M6.5 6.5v6" />
    </>
  ),
  image: (
    <>
      <path d="m8 1.8 5.5 3v6.4L8 14.2l-5.5-3V4.8zM2.5 4.8 8 7.9l5.5-3.1M8 7.9v6.3" />
    </>
  ),
  "training-job": (
    <>
      <path d="M2 13.5V2.5M2 13.5h12M4.5 10 7 6.5l2.5 2L14 3.5" />
    </>
  ),
  compare: (
    <>
      <path d="M1.75 4h3l6.5 8h3M1.75 12h3l6.5-8h3" />
    </>
  ),
  endpoint: (
    <>
      <circle cx="8" cy="8" r="2" />
      <path d="M4.2 11.8a5.4 5.4 0 0 1 0-7.6M11.8 4.2a5.4 5.4 0 0 1 0 7.6M2 14A8.5 8.5 0 0 1 2 2M14 2a8.5 8.5 0 0 1 0 12" />
    </>
  ),
  score: (
    <>
      <path d="M2 4h8M2 8h5M2 12h5M10 11l1.8 1.8L15 9" />
    </>
  ),
  activity: (
    <>
      <path d="M1.5 8.5h3l2-5 3 9.5 2-4.5h3" />
    </>
  ),
  doctor: (
    <>
      <path d="M5.5 1.75h5M6.5 2v4L2.6 12.6a1.1 1.1 0 0 0 1 1.65h8.8a1.1 1.1 0 0 0 1-1.65L9.5 6V2M4.6 10h6.8" />
    </>
  ),
  theme: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor" />
    </>
  ),
  menu: (
    <>
      <path d="M2 4.5h12M2 8h12M2 11.5h12" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3.5 3.5" />
    </>
  ),
  home: (
    <>
      <circle cx="8" cy="8" r="2.5" />
      <path d="M1.5 8h4M10.5 8h4" />
    </>
  ),
  plus: (
    <>
      <path d="M8 3v10M3 8h10" />
    </>
  ),
  upload: (
    <>
      <path d="M8 11V2.5M4.5 6 8 2.5 11.5 6M2.5 13.5h11" />
    </>
  ),
  download: (
    <>
      <path d="M8 2.5V11M4.5 7.5 8 11l3.5-3.5M2.5 13.5h11" />
    </>
  ),
  close: (
    <>
      <path d="m4 4 8 8m0-8-8 8" />
    </>
  ),
  copy: (
    <>
      <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />
    </>
  ),
  pause: (
    <>
      <path d="M5.5 3.5v9M10.5 3.5v9" />
    </>
  ),
  play: (
    <>
      <path d="m5 3 7.5 5L5 13z" />
    </>
  ),
  "chevron-down": (
    <>
      <path d="m5 6.5 3 3 3-3" />
    </>
  ),
  "chevron-up": <path d="m5 9.5 3-3 3 3" />,
  "chevron-right": (
    <>
      <path d="m6.5 5 3 3-3 3" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M8 7.3v3.5M8 5v.1" />
    </>
  ),
  link: (
    <>
      <path d="M6.5 9.5 9.5 6.5M7 4.5l1.3-1.3a3 3 0 0 1 4.5 4.3L11.5 9M9 11.5l-1.3 1.3a3 3 0 0 1-4.5-4.3L4.5 7" />
    </>
  ),
  more: (
    <>
      <path d="M3 8v.01M8 8v.01M13 8v.01" strokeWidth="2.2" />
    </>
  ),
  undo: (
    <>
      <path d="M3 6.5h7a3.5 3.5 0 0 1 0 7H7M3 6.5 6 3.5M3 6.5l3 3" />
    </>
  ),
  columns: (
    <>
      <path d="M2 3h12v10H2zM6 3v10M10 3v10" />
    </>
  ),
  offline: (
    <>
      <path d="M1.5 6a10 10 0 0 1 13 0M4 8.8a6 6 0 0 1 8 0M8 12v.1M2 14 14 2" />
    </>
  ),
  model: (
    <>
      <circle cx="8" cy="3.6" r="1.9" />
      <circle cx="3.8" cy="12" r="1.9" />
      <circle cx="12.2" cy="12" r="1.9" />
      <path d="M8 5.5v2.2M8 7.7l-3.2 2.6M8 7.7l3.2 2.6" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof ICON_SHAPES;
