import { setting } from './setting.ts';

/** Whether single letters are keys: people who speak to their computer turn them off (WCAG 2.1.4). */
export const letters = setting('letters', ['on', 'off']);
