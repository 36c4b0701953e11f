/**
 * The text of the page with a hole for each part: `{{style}}`, `{{main}}`… The build fills it to make index.html; the page, which carries
 * the frame as one of its parts, fills it again from its own elements and so has its exact bytes without asking anybody.
 */
const HOLE = /\{\{(\w+)\}\}/;

export function fillFrame(frame: string, part: (name: string) => string): string {
  return frame
    .split(HOLE)
    .map((piece, i) => (i % 2 === 0 ? piece : part(piece)))
    .join('');
}
