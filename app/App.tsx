import { useCallback, useEffect, useState } from 'react';
import { allClaims } from './compare/claims.ts';
import { useCompareDrop } from './compare/useCompareDrop.ts';
import { useDocuments, workspace } from './engine/current.ts';
import { navigate, redirect, useRoute } from './link/route.ts';
import { useShared } from './link/useShared.ts';
import { UpdateNotice } from './offline/UpdateNotice.tsx';
import { useLaunch } from './offline/useLaunch.ts';
import { ReadCodes } from './qr/ReadCodes.tsx';
import { useCodes } from './qr/useCodes.ts';
import type { Collected } from './shell/collect.ts';
import { DocumentScreen } from './shell/DocumentScreen.tsx';
import { DropVeil } from './shell/DropVeil.tsx';
import { Help } from './shell/Help.tsx';
import { Inputs } from './shell/Inputs.tsx';
import { useDrop } from './shell/useDrop.ts';
import { useKeys } from './shell/useKeys.ts';
import { CompareScreen } from './views/compare/CompareScreen.tsx';
import { FilesView } from './views/files/FilesView.tsx';
import { SharedScreen } from './views/shared/SharedScreen.tsx';
import { StartView } from './views/start/StartView.tsx';

/** What the last drop left out, to be said. */
export type Left = Pick<Collected, 'folder' | 'unreadable' | 'cut'> & {
  readonly opened: number;
};

/** Opens them under the names their folder gives them, and goes where they are shown. */
async function openAll({ files, folder, unreadable, cut }: Collected): Promise<Left> {
  const [first, ...others] = await workspace.openNamed(files);
  navigate(first === undefined || others.length > 0 ? { view: 'files' } : { view: 'report', doc: first });
  return { folder, unreadable, cut, opened: files.length };
}

export function App() {
  const route = useRoute();
  const documents = useDocuments();
  const [help, setHelp] = useState(false);
  const [left, setLeft] = useState<Left | null>(null);

  const onModels = useCallback((collected: Collected) => {
    void openAll(collected).then(setLeft);
  }, []);
  const shared = useShared(route, onModels);
  const codes = useCodes();
  const openCodes = codes.onOpened;
  const compared = useCompareDrop(route);
  const openFiles = compared ?? shared.onFiles;
  const onFiles = useCallback(
    (collected: Collected) => {
      if (!openCodes(collected)) openFiles(collected);
    },
    [openCodes, openFiles],
  );
  const openHelp = useCallback(() => {
    setHelp(true);
  }, []);
  const over = useDrop(onFiles);
  useLaunch(onFiles);

  const current = documents.find((d) => d.seq === route.doc) ?? documents.at(-1);
  useKeys({ documents, current, route, onHelp: openHelp });
  const screen =
    shared.opened !== null
      ? 'shared'
      : route.view === 'files' && (documents.length > 0 || left !== null)
        ? 'files'
        : route.view === 'compare' && (documents.length > 0 || allClaims().length > 0)
          ? 'compare'
          : route.view === 'start' || current === undefined
            ? 'start'
            : 'document';
  // After a reload the address is still that of a file which is not open any more.
  const stale = screen === 'start' && documents.length === 0 && left === null && route.view !== 'start';
  useEffect(() => {
    if (stale) redirect({ view: 'start' });
  }, [stale]);
  // A new screen starts at its top, also where the page itself scrolls.
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [screen, route.view, current?.seq]);

  return (
    <>
      <a className="skip" href="#main" onClick={focusMain}>
        Skip to content
      </a>
      {screen === 'start' && (
        <StartView documents={documents} onFiles={onFiles} onCodes={codes.ask} onHelp={openHelp} />
      )}
      {shared.opened !== null && (
        <SharedScreen opened={shared.opened} yours={shared.yours} onLook={shared.onLook} onHelp={openHelp} />
      )}
      {screen === 'files' && <FilesView documents={documents} left={left} onHelp={openHelp} />}
      {screen === 'compare' && <CompareScreen documents={documents} route={route} onHelp={openHelp} />}
      {screen === 'document' && current !== undefined && (
        <DocumentScreen key={current.seq} documents={documents} current={current} route={route} onHelp={openHelp} />
      )}
      <Inputs onFiles={onFiles} />
      <ReadCodes codes={codes} onLink={openLink} />
      <UpdateNotice open={documents.length} />
      {over !== null && <DropVeil files={over} />}
      <Help
        open={help}
        onClose={() => {
          setHelp(false);
        }}
      />
    </>
  );
}

/** The screen for shared reports reads it, with every check. */
function openLink(fragment: string): void {
  location.hash = fragment;
}

/** The fragment is the address of the view, so the link cannot be followed. */
function focusMain(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
