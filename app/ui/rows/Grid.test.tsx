// @vitest-environment happy-dom
import { act, useRef, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Grid } from './Grid.tsx';
import { useScroll } from './useScroll.ts';

const ROWS = 5_000_000;
const HEIGHT = 440;

function Table({ start }: { readonly start: number | null }) {
  const ref = useRef<HTMLDivElement>(null);
  const scroll = useScroll(ref, ROWS, 22);
  const [active, setActive] = useState(start);
  return (
    <Grid
      id="t"
      label="Numbers"
      rows={ROWS}
      rowHeight={22}
      active={active}
      onActive={setActive}
      columnCount={1}
      columns={<span role="columnheader">Number</span>}
      renderRow={(row) => ({ cells: <span role="gridcell">{row}</span> })}
      scroll={scroll}
      scrollRef={ref}
    />
  );
}

let root: Root;
let host: HTMLElement;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = vi.fn();
      disconnect = vi.fn();
    },
  );
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(HEIGHT);
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
});
afterEach(() => {
  act(() => {
    root.unmount();
  });
  host.remove();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function show(start: number | null): HTMLElement {
  act(() => {
    root.render(<Table start={start} />);
  });
  return host.querySelector<HTMLElement>('[role=grid]')!;
}
function press(grid: HTMLElement, key: string, more: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  act(() => {
    grid.dispatchEvent(event);
  });
  return event.defaultPrevented;
}
function scrollTo(grid: HTMLElement, top: number): void {
  act(() => {
    grid.scrollTop = top;
    grid.dispatchEvent(new Event('scroll'));
  });
}
function active(grid: HTMLElement): HTMLElement | null {
  const id = grid.getAttribute('aria-activedescendant');
  return id === null ? null : document.getElementById(id);
}
const drawn = () => [...host.querySelectorAll('[data-row]')].map((row) => Number(row.getAttribute('data-row')));

describe('Grid', () => {
  it('draws the rows in view and says how many there are', () => {
    const grid = show(null);
    expect(grid.getAttribute('aria-rowcount')).toBe(String(ROWS + 1));
    expect(drawn()[0]).toBe(0);
    expect(drawn().length).toBeGreaterThanOrEqual(HEIGHT / 22);
    expect(drawn().length).toBeLessThan(80);
    expect(host.querySelector('[data-row="0"]')?.getAttribute('aria-rowindex')).toBe('2');
    expect(grid.getAttribute('aria-activedescendant')).toBeNull();
  });

  it('is one tab stop', () => {
    show(3);
    expect(host.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  });

  it('goes where the keys say, and leaves the others to the page', () => {
    const grid = show(0);
    expect(press(grid, 'ArrowDown')).toBe(true);
    expect(active(grid)?.textContent).toBe('1');
    press(grid, 'PageDown');
    expect(active(grid)?.textContent).toBe('20');
    press(grid, 'End', { ctrlKey: true });
    expect(active(grid)?.textContent).toBe('4999999');
    expect(active(grid)?.getAttribute('aria-rowindex')).toBe('5000001');
    press(grid, 'ArrowUp');
    expect(active(grid)?.textContent).toBe('4999998');
    expect(press(grid, 'x')).toBe(false);
  });

  it('brings the active row into view, also far away', () => {
    const grid = show(2_345_678);
    const rows = drawn();
    expect(rows.length).toBeLessThan(80);
    expect(rows).toContain(2_345_678);
    expect(active(grid)?.className).not.toContain('parked');
  });

  it('keeps the active row in the page when it is scrolled away, once', () => {
    const grid = show(7);
    for (const top of [4_000_000, 7_999_000, 0, 2_000_000]) {
      scrollTo(grid, top);
      expect(active(grid)?.textContent).toBe('7');
      expect(host.querySelectorAll('#t-7')).toHaveLength(1);
    }
    expect(active(grid)?.className).toContain('parked');
    press(grid, 'ArrowDown');
    expect(active(grid)?.textContent).toBe('8');
    expect(active(grid)?.className).not.toContain('parked');
  });

  it('draws after a jump what one sees, and the rows around it when it rests', () => {
    vi.useFakeTimers();
    const grid = show(0);
    const rest = () => {
      act(() => {
        vi.advanceTimersByTime(1_000);
      });
    };
    rest();
    press(grid, 'End', { ctrlKey: true });
    expect(drawn().filter((row) => row > 0)).toHaveLength(HEIGHT / 22);
    rest();
    expect(drawn().filter((row) => row > 0).length).toBeGreaterThan(HEIGHT / 22);
    const rows = [...host.querySelectorAll('.vwindow [data-row]')];
    expect(new Set(rows).size).toBe(new Set(rows.map(({ id }) => id)).size);
    vi.useRealTimers();
  });

  it('reaches the last row by dragging to the end', () => {
    const grid = show(null);
    scrollTo(grid, 8_000_000 - HEIGHT);
    expect(drawn().at(-1)).toBe(ROWS - 1);
  });

  it('selects the row that is clicked', () => {
    const grid = show(null);
    act(() => {
      host.querySelector<HTMLElement>('[data-row="5"] [role=gridcell]')!.click();
    });
    expect(active(grid)?.textContent).toBe('5');
    expect(host.querySelector('[aria-selected=true]')?.id).toBe('t-5');
  });
});
