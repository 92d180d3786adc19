import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

/** A tick. */
export const TickIcon = () => (
  <Icon>
    <path d="m3 8.500 3.300 3.300L13 5" />
  </Icon>
);

/** A cross. */
export const CrossIcon = () => (
  <Icon>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Icon>
);

/** A circle with a bar. */
export const BanIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.700" />
    <path d="m4.200 4.200 7.600 7.600" />
  </Icon>
);

/** An arrow that turns back. */
export const UndoIcon = () => (
  <Icon>
    <path d="M5.500 3 2.500 6l3 3M2.500 6h7a4 4 0 0 1 0 8H6" />
  </Icon>
);

/** Two sheets, ticked. */
export const BulkIcon = () => (
  <Icon>
    <path d="M5 2.500h8.500V11" />
    <rect x="2.500" y="5" width="8.500" height="8.500" rx="1" />
    <path d="m4.700 9.300 1.500 1.500L9 8" />
  </Icon>
);

/** A magnifying glass. */
export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.200" />
    <path d="m10.200 10.200 3.300 3.300" />
  </Icon>
);

/** Sliders. */
export const SettingsIcon = () => (
  <Icon>
    <path d="M2 4.500h7M12.500 4.500H14M2 11.500h1.500M7 11.500h7" />
    <circle cx="10.700" cy="4.500" r="1.700" />
    <circle cx="5.200" cy="11.500" r="1.700" />
  </Icon>
);

/** An arrow to the left. */
export const BackIcon = () => (
  <Icon>
    <path d="M9.500 3 4.500 8l5 5" />
  </Icon>
);

/** A person. */
export const PersonIcon = () => (
  <Icon>
    <circle cx="8" cy="5.200" r="2.700" />
    <path d="M2.800 14c.4-3 2.500-4.500 5.200-4.500s4.800 1.500 5.200 4.500" />
  </Icon>
);

/** An arrow out of a frame. */
export const OutIcon = () => (
  <Icon>
    <path d="M9 2.500h4.500V7M13.500 2.500 8 8M12 9.500v3.200a.8.8 0 0 1-.8.8H3.300a.8.8 0 0 1-.8-.8V4.800a.8.8 0 0 1 .8-.8h3.200" />
  </Icon>
);

/** A small triangle that points down. */
export const DownIcon = () => (
  <Icon>
    <path d="m4.500 6.500 3.500 3.500 3.500-3.500" />
  </Icon>
);

/** Lines of a list, one of them ticked. */
export const QueueIcon = () => (
  <Icon>
    <path d="M2 4h12M2 8h7M2 12h5M10 11.500l1.500 1.500 2.700-3" />
  </Icon>
);

/** Three bars. */
export const MenuIcon = () => (
  <Icon>
    <path d="M2.500 4.500h11M2.500 8h11M2.500 11.500h11" />
  </Icon>
);

/** A funnel. */
export const FilterIcon = () => (
  <Icon>
    <path d="M2.500 3.500h11L9.500 8.500v4l-3 1.500V8.500z" />
  </Icon>
);

/** A sheet with lines, one of them ticked. */
export const PolicyIcon = () => (
  <Icon>
    <path d="M4 2.500h8a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1ZM5.500 6h5M5.500 9h1.500M8.500 10l1 1 1.700-2" />
  </Icon>
);

/** An eye. */
export const EyeIcon = () => (
  <Icon>
    <path d="M1.500 8S4 3.500 8 3.500 14.500 8 14.500 8 12 12.500 8 12.500 1.500 8 1.500 8Z" />
    <circle cx="8" cy="8" r="1.900" />
  </Icon>
);

/** An arrow into a tray. */
export const InIcon = () => (
  <Icon>
    <path d="M8 2.500v6.500M5.200 6.500 8 9.300l2.800-2.800M2.500 9.500v3.200a.8.8 0 0 0 .8.8h9.400a.8.8 0 0 0 .8-.8V9.500" />
  </Icon>
);

/** A sheet with lines. */
export const NoteIcon = () => (
  <Icon>
    <path d="M3 2.500h10v7.500L9.500 13.500H3zM13 10H9.500v3.500M5.500 5.500h5M5.500 8h3" />
  </Icon>
);

/** A clock. */
export const TodayIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.700" />
    <path d="M8 4.800V8l2.300 1.500" />
  </Icon>
);

/** Bars of a chart. */
export const MeasuresIcon = () => (
  <Icon>
    <path d="M2.500 13.500h11M4.500 10.500v-3M8 10.500v-7M11.500 10.500V6" />
  </Icon>
);

/** A person's list. */
export const MineIcon = () => (
  <Icon>
    <circle cx="4.700" cy="5" r="2" />
    <path d="M1.800 12.500c.2-2.300 1.300-3.500 2.900-3.500s2.700 1.200 2.900 3.500M10 5h4M10 8h4M10 11h4" />
  </Icon>
);

/** A window with a bar above. */
export const SitesIcon = () => (
  <Icon>
    <path d="M2.500 3.500h11v9h-11zM2.500 6.300h11" />
  </Icon>
);

/** A pulse. */
export const PulseIcon = () => (
  <Icon>
    <path d="M1.800 8.500h3l1.800-5 3 9 1.800-4h2.800" />
  </Icon>
);

/** Three dots. */
export const MoreIcon = () => (
  <Icon>
    <path d="M3.500 8h.01M8 8h.01M12.500 8h.01" />
  </Icon>
);

/** A key. */
export const KeyIcon = () => (
  <Icon>
    <circle cx="5" cy="11" r="2.700" />
    <path d="m7 9 6-6M10.300 5.700l2 2" />
  </Icon>
);

/** Two persons. */
export const PeopleIcon = () => (
  <Icon>
    <circle cx="6" cy="5.500" r="2.300" />
    <path d="M2 13c.3-2.800 1.800-4.200 4-4.200S9.700 10.200 10 13M10.500 3.500a2.200 2.200 0 0 1 0 4M11.800 9.200c1.300.5 2.100 1.800 2.300 3.800" />
  </Icon>
);
