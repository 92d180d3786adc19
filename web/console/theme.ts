import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

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

/** Green of what approves; white on it has a contrast of 6:1. */
export const GOOD = '#22702f';

/** Red of what stops; white on it has a contrast of 6:1. */
export const BAD = '#b42a2a';

/** Colours, type and defaults of every Mantine component. Fonts for Japanese pages are in console.css. */
export const theme = createTheme({
  primaryColor: 'desk',
  primaryShade: 7,
  colors: { desk },
  fontFamily: `var(--desk-fonts, ${FONTS})`,
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  headings: { fontFamily: `var(--desk-fonts, ${FONTS})`, fontWeight: '650' },
});

/** Mantine's own colours for quiet text and errors miss the contrast of WCAG 2.2 AA (4.5:1); ours reach it. */
export const cssVariables: CSSVariablesResolver = () => {
  const colors = {
    '--mantine-color-dimmed': 'var(--desk-soft)',
    '--mantine-color-placeholder': 'var(--desk-soft)',
    '--mantine-color-error': 'var(--desk-bad)',
  };
  return { variables: {}, light: colors, dark: { ...colors, '--mantine-color-body': 'var(--desk-surface)' } };
};
