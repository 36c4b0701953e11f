/** On the way to a call: what led here, and how deep. */
export interface Route {
  readonly via: readonly string[];
  readonly depth: number;
  /** `cls.__new__(cls, *args)` instead of `cls(*args)`. */
  readonly isNew: boolean;
}

export const DIRECT: Route = { via: [], depth: 0, isNew: false };

export function through(route: Route, by: string): Route {
  return { via: [...route.via, by], depth: route.depth + 1, isNew: false };
}
