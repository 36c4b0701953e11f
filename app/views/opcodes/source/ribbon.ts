/** A band from [top, bottom] on the left to [rightTop, rightBottom] on the right, 30 wide. Null when neither end is in view. */
export function ribbonPath(
  top: number,
  bottom: number,
  rightTop: number,
  rightBottom: number,
  height: number,
): string | null {
  const isOut = (from: number, to: number): boolean => to <= 0 || from >= height;
  if (isOut(top, bottom) && isOut(rightTop, rightBottom)) return null;
  // Ends far outside stay near the edge: the curve would be a needle.
  const [a, b, c, d] = [top, bottom, rightTop, rightBottom].map((at) =>
    Math.round(Math.min(Math.max(at, -EDGE), height + EDGE)),
  );
  return `M-1 ${a}C15 ${a} 15 ${c} 31 ${c}V${d}C15 ${d} 15 ${b} -1 ${b}Z`;
}

const EDGE = 40;
