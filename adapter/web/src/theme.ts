/** Colours and shapes in one place. `brand` meets WCAG AA on white and on the dark background at shades 6 and 4. */
import { Alert, createTheme, type MantineColorsTuple, Skeleton } from '@mantine/core';

const brand: MantineColorsTuple = [
  '#eef4fc',
  '#dbe6f5',
  '#b3cbeb',
  '#89aee2',
  '#6695da',
  '#4f85d5',
  '#2f66b8',
  '#1c4a8c',
  '#153a70',
  '#0e2a54',
];

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 6 },
  colors: { brand },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  autoContrast: true,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Its own orange on pale orange misses WCAG AA.
    Alert: Alert.extend({ styles: { title: { color: 'var(--mantine-color-text)' } } }),
    // Without a role a label may not stand on it.
    Skeleton: Skeleton.extend({ defaultProps: { role: 'status' } }),
  },
});
