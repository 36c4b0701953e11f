import { setting } from './setting.ts';

export type Theme = 'system' | 'light' | 'dark';
export const theme = setting<Theme>('theme', ['system', 'light', 'dark']);

/** `data-theme` on the root; without it, color-scheme follows the system. */
export function applyTheme(): void {
  const apply = (): void => {
    const value = theme.get();
    if (value === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = value;
  };
  apply();
  theme.subscribe(apply);
}
