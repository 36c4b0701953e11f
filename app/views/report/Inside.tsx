import type { ViewProps } from '../view.ts';
export function Inside(_: ViewProps) { return null; }
