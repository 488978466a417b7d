/** Line icons on a 24 × 24 grid, drawn for this product. */
const paths = {
  reader:
    'M4 15.5h16v3.2a1.3 1.3 0 0 1-1.3 1.3H5.3A1.3 1.3 0 0 1 4 18.7zM8.5 12a5 5 0 0 1 7 0M6 9.2a8.7 8.7 0 0 1 12 0M3.6 6.4a12.3 12.3 0 0 1 16.8 0',
  card: 'M3 6.8A1.8 1.8 0 0 1 4.8 5h14.4A1.8 1.8 0 0 1 21 6.8v10.4a1.8 1.8 0 0 1-1.8 1.8H4.8A1.8 1.8 0 0 1 3 17.2zM6.2 9h4.3v4H6.2zM14 9.5h4M14 12.5h4M6.2 16h11.8',
  qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5M20 14v2.5M14 20h2.5M19.5 20h.5M20 20v-1',
  scanner: 'M4 5.5h13l3 3v3l-3 2H4zM7 13.5v6h4.5v-6M14 13.5v1.8h-2.5',
  camera: 'M4 8h3.2l1.6-2.5h6.4L16.8 8H20v11H4zM12 16.4a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4z',
  history: 'M4.5 12a7.5 7.5 0 1 0 2.4-5.5M4 4.5v4h4M12 8v4.4l3 1.8',
  counter: 'M3 13h18M5 13v6.5M19 13v6.5M8 13V7.5A1.5 1.5 0 0 1 9.5 6h5A1.5 1.5 0 0 1 16 7.5V13',
  about: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.4v.1',
  cloud: 'M7 18.5a4.2 4.2 0 0 1-.6-8.4A6 6 0 0 1 18 9.6a4.5 4.5 0 0 1-.6 8.9z',
  'cloud-off':
    'M8.9 6.1A6 6 0 0 1 18 9.6a4.5 4.5 0 0 1 2 7.3M17 18.5H7a4.2 4.2 0 0 1-.6-8.4c.1-.6.3-1.1.5-1.6M3.5 3.5l17 17',
  search: 'M10.8 17.6a6.8 6.8 0 1 0 0-13.6 6.8 6.8 0 0 0 0 13.6zM15.8 15.8 20.5 20.5',
  check: 'M4.5 12.8 9.6 18 19.5 6.8',
  dash: 'M6 12h12',
  cross: 'M6 6l12 12M18 6 6 18',
  back: 'M10.5 5.5 4 12l6.5 6.5M4.5 12H20',
  next: 'M13.5 5.5 20 12l-6.5 6.5M19.5 12H4',
  chevron: 'M6 9.5l6 6 6-6',
  'chevron-up': 'M6 14.5l6-6 6 6',
  saved: 'M5 4h11.5L20 7.5V20H4V5a1 1 0 0 1 1-1zM8 4v5h7.5V4M7.5 20v-6.5h9V20',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.4l3.4 2',
  person: 'M12 12.2a4.1 4.1 0 1 0 0-8.2 4.1 4.1 0 0 0 0 8.2zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  warning: 'M12 4 2.8 20h18.4zM12 10v4.6M12 17.2v.1',
  lock: 'M6 10.5h12a1.2 1.2 0 0 1 1.2 1.2v7.6a1.2 1.2 0 0 1-1.2 1.2H6a1.2 1.2 0 0 1-1.2-1.2v-7.6A1.2 1.2 0 0 1 6 10.5zM8 10.5V7.6a4 4 0 0 1 8 0v2.9M12 14.2v2.6',
  leave: 'M10 4H5.2A1.2 1.2 0 0 0 4 5.2v13.6A1.2 1.2 0 0 0 5.2 20H10M15 7.5l4.5 4.5-4.5 4.5M19.5 12H9',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6z',
  'eye-off':
    'M4 4l16 16M9.6 6A9.8 9.8 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.7 3.4M6.4 7.8A16 16 0 0 0 2.5 12S6 18.5 12 18.5a9.6 9.6 0 0 0 4-.9M10 10.2a2.8 2.8 0 0 0 3.8 3.9',
  book: 'M5 4.5h11.5A2.5 2.5 0 0 1 19 7v12.5H7.5A2.5 2.5 0 0 1 5 17zM5 17a2.5 2.5 0 0 1 2.5-2.5H19M9 8.5h6',
  print: 'M7 9V4h10v5M7 16H4.5V9.8A.8.8 0 0 1 5.3 9h13.4a.8.8 0 0 1 .8.8V16H17M7 13.5h10V20H7z',
  more: 'M5 12h.1M12 12h.1M19 12h.1M5 6h.1M12 6h.1M19 6h.1M5 18h.1M12 18h.1M19 18h.1',
  send: 'M20.5 3.5 10 14M20.5 3.5 14 20.5 10 14 3.5 10z',
  lift: 'M4 16.5h16V20H4zM12 13V3.8M8 7.6l4-4 4 4',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = '1.25em' }: { readonly name: IconName; readonly size?: string }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.9"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
