import type { Document } from '../../engine/document.ts';
import { Bar } from '../../shell/Bar.tsx';
import { FileSwitcher } from '../../shell/FileSwitcher.tsx';
import { pick } from '../../shell/picker.ts';
import { Icon } from '../../ui/Icon.tsx';
import { INSIDE, NAMED, READ, said } from './formats.ts';
import { Gallery } from './Gallery.tsx';
import { Offline } from './Offline.tsx';
import { Promises } from './Promises.tsx';
import { Specimen } from './Specimen.tsx';
import type { Collected } from '../../shell/collect.ts';
import './start.css';

interface StartViewProps {
  readonly documents: readonly Document[];
  readonly onFiles: (collected: Collected) => void;
  readonly onCodes: () => void;
  readonly onHelp: () => void;
}

export function StartView({ documents, onFiles, onCodes, onHelp }: StartViewProps) {
  const last = documents.at(-1);
  return (
    <div className="start">
      <Bar onHelp={onHelp} actions={<Offline />}>
        {last !== undefined && (
          <>
            <span className="vr" />
            <FileSwitcher documents={documents} current={last} />
          </>
        )}
      </Bar>
      <main id="main" tabIndex={-1}>
        <h1 tabIndex={-1}>
          Look inside a model file
          <br className="hide-m" /> without opening it.
        </h1>
        <p className="lead">
          Vitrine reads the bytes and tells you what loading them would do. Nothing runs. Nothing leaves this page.
        </p>
        <section className="case" aria-label="Drop a model">
          <svg className="glass" viewBox="0 0 1120 300" preserveAspectRatio="none" aria-hidden="true">
            <path d="M800 0H960L740 300H580Z" />
            <path d="M992 0h34L806 300h-34Z" />
            <path d="M96 0h70L-54 300h-70Z" />
          </svg>
          <div className="case-in">
            <div className="drop-i">
              <Icon name="drop" />
            </div>
            <p className="drop-t">Drop a model file or a folder</p>
            <div className="row-f ctr">
              <button type="button" className="btn primary big" onClick={() => pick('files')}>
                Choose files
              </button>
              <button type="button" className="btn big" onClick={() => pick('folder')}>
                Choose a folder
              </button>
              <button type="button" className="btn ghost big" onClick={onCodes}>
                Read QR codes
              </button>
            </div>
            <p className="t2 hide-m">
              or paste a file, or press <kbd>o</kbd>. Any size: only the parts that matter are read.
            </p>
          </div>
          <Specimen />
        </section>
        <Promises />
        <Gallery onFiles={onFiles} />
        <p className="formats">
          <b>Reads</b> {said(READ)}, also inside {said(INSIDE)}. Recognises {said(NAMED)}, and says that it does not
          read them yet. Formats are recognised by content, never by name.
        </p>
      </main>
    </div>
  );
}
