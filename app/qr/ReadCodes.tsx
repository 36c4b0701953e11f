import { useEffect, useRef, useState } from 'react';
import { Dialog } from '../ui/Dialog.tsx';
import { plural } from '../ui/format.ts';
import { Icon } from '../ui/Icon.tsx';
import { Mark } from '../ui/Mark.tsx';
import type { Collection, Trouble } from './collection.ts';
import type { Codes, Reading } from './useCodes.ts';
import { useCamera } from './useCamera.ts';
import './qr.css';

const troubles: Readonly<Record<Trouble, string>> = {
  mixed: 'That code belongs to another report. Codes of two reports are not mixed.',
  conflict: 'Two codes say they are the same part and differ. Start again, and read each from where you trust it.',
  changed: 'All codes were read, but together they are not what was cut: at least one was changed. Start again.',
  newer: 'That code is from a newer Vitrine. Open it there, or ask for the report as a file.',
  broken: 'That code says it is of Vitrine, and something in it is wrong.',
};

interface ReadCodesProps {
  readonly codes: Codes;
  /** A whole link, read from codes. */
  readonly onLink: (fragment: string) => void;
}

/** Reads a report that was made into codes: from pictures or a camera. */
export function ReadCodes({ codes, onLink }: ReadCodesProps) {
  const { reading, collection, close } = codes;
  const { fragment } = collection;
  const asked = reading.kind === 'asked';
  useEffect(() => {
    if (!asked || fragment === null) return;
    close();
    onLink(fragment);
  }, [asked, fragment, close, onLink]);
  return (
    <Dialog open={reading.kind !== 'closed'} onClose={close} title="Read a report from QR codes">
      {reading.kind === 'asked' && <Reader codes={codes} reading={reading} />}
      {reading.kind === 'offered' && (
        <Offer
          collection={collection}
          onMore={codes.ask}
          onClose={close}
          onOpen={() => {
            close();
            if (fragment !== null) onLink(fragment);
          }}
        />
      )}
    </Dialog>
  );
}

interface OfferProps {
  readonly collection: Collection;
  readonly onOpen: () => void;
  readonly onMore: () => void;
  readonly onClose: () => void;
}

/** The picture is open like any file; this is what else it is. */
function Offer({ collection, onOpen, onMore, onClose }: OfferProps) {
  const { fragment, trouble } = collection;
  return (
    <div className="qr-b qr-offer">
      <b>{fragment === null ? 'What you opened holds a part of a report.' : 'What you opened holds a report.'}</b>
      {trouble === null ? <Progress collection={collection} /> : <Wrong trouble={trouble} />}
      <p className="t2">Vitrine found its own QR codes in the picture. The picture itself stays open as a file.</p>
      <div className="row-f qr-acts">
        <button ref={first} type="button" className="btn primary" onClick={fragment === null ? onMore : onOpen}>
          {fragment === null ? 'Read the other codes' : 'Open the report'}
        </button>
        <button type="button" className="btn" onClick={onClose}>
          Leave it
        </button>
      </div>
    </div>
  );
}

/** Where the focus is when a dialog opens. */
function first(button: HTMLButtonElement | null): void {
  button?.setAttribute('autofocus', '');
}

interface ReaderProps {
  readonly codes: Codes;
  readonly reading: Extract<Reading, { kind: 'asked' }>;
}

function Reader({ codes, reading }: ReaderProps) {
  const { collection, onPictures, onTexts, restart } = codes;
  const [live, setLive] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { trouble, frames } = collection;
  return (
    <div className="qr-b">
      {live ? (
        <Camera onTexts={onTexts} />
      ) : (
        <p className="t2">
          Drop or paste pictures here: screenshots or photos, one code or many in each. They are read on this machine
          and not kept.
        </p>
      )}
      <div className="row-f qr-acts">
        <button
          type="button"
          className="btn primary"
          aria-pressed={live}
          onClick={() => {
            setLive(!live);
          }}
        >
          <Icon name="eye" /> {live ? 'Stop the camera' : 'Use the camera'}
        </button>
        <button type="button" className="btn" onClick={() => input.current?.click()}>
          <Icon name="file" /> Choose pictures
        </button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept="image/png,image/jpeg,image/webp"
          aria-label="Pictures of codes"
          onChange={({ currentTarget }) => {
            const files = [...(currentTarget.files ?? [])];
            currentTarget.value = '';
            if (files.length > 0) onPictures(files);
          }}
        />
        {(frames.size > 0 || trouble !== null) && (
          <button type="button" className="btn ghost" onClick={restart}>
            Start again
          </button>
        )}
      </div>
      <div role="status">
        {reading.busy && <p className="t2">Looking for codes.</p>}
        {!reading.busy && reading.empty > 0 && (
          <p className="qr-say">
            <Mark kind="unknown" /> No code of Vitrine was found in {plural(reading.empty, 'picture')}. Take it closer,
            straight and sharp.
          </p>
        )}
        {trouble !== null && <Wrong trouble={trouble} />}
        <Progress collection={collection} />
      </div>
    </div>
  );
}

function Wrong({ trouble }: { readonly trouble: Trouble }) {
  return (
    <p className="qr-say">
      <Mark kind="high" /> {troubles[trouble]}
    </p>
  );
}

/** 7 of 12, and which. */
function Progress({ collection: { frames, total } }: { readonly collection: Collection }) {
  if (total === 0) return null;
  const all = Array.from({ length: total }, (_, i) => i + 1);
  const missing = all.filter((index) => !frames.has(index));
  return (
    <div className="qr-got">
      <b className="num">
        {frames.size} of {total} codes read
      </b>
      <div className="qr-dots" aria-hidden="true">
        {all.map((index) => (
          <i key={index} className={frames.has(index) ? 'on' : undefined} />
        ))}
      </div>
      {missing.length > 0 && <span className="t2 num">Still to come: {missing.slice(0, 20).join(', ')}</span>}
    </div>
  );
}

function Camera({ onTexts }: { readonly onTexts: (texts: readonly string[]) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const state = useCamera(video, onTexts);
  return (
    <>
      <video
        ref={video}
        className="qr-cam"
        muted
        playsInline
        aria-label="What the camera sees"
        hidden={state !== 'on'}
      />
      {state !== 'on' && <p className="t2 qr-say">{words[state]}</p>}
    </>
  );
}

const words: Readonly<Record<Exclude<ReturnType<typeof useCamera>, 'on'>, string>> = {
  starting: 'Waiting for the camera.',
  none: 'There is no camera that this page could use.',
  refused: 'The camera was not allowed. Allow it in the browser, or take a picture and drop it here.',
  unavailable: 'Browsers give cameras only to pages from https or from this machine. Take a picture and drop it here.',
  failed: 'The camera did not start. Another program may use it.',
};
