import { useMemo } from 'react';
import type { Modules } from './protocol.ts';
import './qr.css';

/** One code, black on white in every theme: cameras read it by that. Its border is part of it. */
export function QrCode({ modules, label }: { readonly modules: Modules; readonly label: string }) {
  const path = useMemo(() => pathOf(modules), [modules]);
  const side = modules.length.toString();
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${side} ${side}`} shapeRendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

/** Runs of dark modules, a row at a time. */
function pathOf(modules: Modules): string {
  const runs: string[] = [];
  modules.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (row[x] !== true) continue;
      const start = x;
      while (row[x + 1] === true) x += 1;
      runs.push(`M${start.toString()} ${y.toString()}h${(x - start + 1).toString()}v1H${start.toString()}z`);
    }
  });
  return runs.join('');
}
