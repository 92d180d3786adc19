import { createTheme, type MantineColorsTuple } from '@mantine/core';

const desk: MantineColorsTuple = [
  '#e8f5f6',
  '#d3e8ea',
  '#a8d1d5',
  '#79b9bf',
  '#53a5ad',
  '#3b98a1',
  '#2a8791',
  '#1f6f78',
  '#17606a',
  '#0a525b',
];

const FONTS = [
  'system-ui',
  '-apple-system',
  '"Segoe UI"',
  'Roboto',
  '"Helvetica Neue"',
  '"Hiragino Sans"',
  '"BIZ UDPGothic"',
  '"Yu Gothic UI"',
  'Meiryo',
  '"Noto Sans JP"',
  '"Noto Sans CJK JP"',
  'sans-serif',
].join(', ');

/** Colours, type and defaults of every Mantine component. Fonts for Japanese pages are in console.css. */
export const theme = createTheme({
  primaryColor: 'desk',
  primaryShade: { light: 7, dark: 5 },
  colors: { desk },
  autoContrast: true,
  luminanceThreshold: 0.35,
  fontFamily: `var(--desk-fonts, ${FONTS})`,
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  headings: { fontFamily: `var(--desk-fonts, ${FONTS})`, fontWeight: '650' },
});
