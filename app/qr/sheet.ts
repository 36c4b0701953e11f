/** All codes of a link in one picture, to be sent or printed: what is dropped on Vitrine is searched for every code in it. */
import type { Modules } from './protocol.ts';

/** Pixels of a module: printed at 150 dots an inch, a code of 93 modules is 6 cm wide. */
const SCALE = 4;
const HEAD = 56;
const FOOT = 24;
const MARGIN = 16;

export async function sheet(codes: readonly Modules[]): Promise<Blob> {
  const columns = Math.min(codes.length, Math.ceil(Math.sqrt(codes.length)));
  const side = Math.max(...codes.map(({ length }) => length)) * SCALE;
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(420, columns * side + 2 * MARGIN);
  canvas.height = HEAD + Math.ceil(codes.length / columns) * (side + FOOT) + MARGIN;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no room for the picture.');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  context.font = '600 16px sans-serif';
  context.fillText('A report of Vitrine', MARGIN * 2, 28);
  context.font = '13px sans-serif';
  context.fillText('To read it, drop this picture on any Vitrine, or show it to its camera.', MARGIN * 2, 47);
  codes.forEach((modules, i) => {
    const [left, top] = [MARGIN + (i % columns) * side, HEAD + Math.floor(i / columns) * (side + FOOT)];
    draw(context, modules, left, top);
    const name = `${(i + 1).toString()} of ${codes.length.toString()}`;
    if (codes.length > 1) context.fillText(name, left + MARGIN, top + side + 8);
  });
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('The picture could not be made.'));
      else resolve(blob);
    }, 'image/png');
  });
}

function draw(context: CanvasRenderingContext2D, modules: Modules, left: number, top: number): void {
  modules.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (dark) context.fillRect(left + x * SCALE, top + y * SCALE, SCALE, SCALE);
    }),
  );
}
