import type { Left } from '../../App.tsx';
import type { Document } from '../../engine/document.ts';
import { Bar } from '../../shell/Bar.tsx';

export function FilesView({ documents, onHelp }: { documents: readonly Document[]; left: Left | null; onHelp: () => void }) {
  return <div><Bar onHelp={onHelp} /><main id="main">{documents.length}</main></div>;
}
