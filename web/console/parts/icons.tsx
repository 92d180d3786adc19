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
