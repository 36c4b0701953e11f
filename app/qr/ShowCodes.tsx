import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { save } from '../shell/save.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { writeCodes } from './codes.ts';
import { codesOf } from './frames.ts';
import type { Modules } from './protocol.ts';
import { QrCode } from './QrCode.tsx';
import { sheet } from './sheet.ts';

/** A camera takes a few pictures a second; slower than what harms the eye (WCAG 2.3.1: three flashes a second). */
const EACH_MS = 700;

export interface Shown {
  /** With the address of this page, where it has one. */
  readonly link: string;
  readonly fragment: string;
}

interface ShowCodesProps {
  /** Null while nothing is shown. */
  readonly shown: Shown | null;
  readonly onClose: () => void;
}

/** The link as codes: over the air gap by eye. */
export function ShowCodes({ shown, onClose }: ShowCodesProps) {
  return (
    <Dialog open={shown !== null} onClose={onClose} title="Report as QR code">
      {shown !== null && <Codes shown={shown} />}
    </Dialog>
  );
}

function Codes({ shown: { link, fragment } }: { readonly shown: Shown }) {
  const { data: codes, isError } = useQuery({
    queryKey: ['codes', link],
    queryFn: async () => writeCodes(await codesOf(link, fragment)),
  });
  if (isError) return <p className="qr-b t2">The codes could not be made. Copy the link instead.</p>;
  if (codes === undefined) return <p className="qr-b t2">Making the codes.</p>;
  return <Carousel codes={codes} hosted={!link.startsWith('#')} />;
}

function Carousel({ codes, hosted }: { readonly codes: readonly Modules[]; readonly hosted: boolean }) {
  const { at, go, playing, setPlaying } = usePlay(codes.length);
  const modules = codes[at];
  const many = codes.length > 1;
  const name = many ? `QR code ${(at + 1).toString()} of ${codes.length.toString()}` : 'QR code of the link';
  return (
    <div className="qr-b">
      {modules !== undefined && <QrCode modules={modules} label={name} />}
      {many && (
        <>
          <div className="qr-dots" aria-hidden="true">
            {codes.map((_, i) => (
              <i key={i} className={i === at ? 'on' : undefined} />
            ))}
          </div>
          <div className="row-f qr-play" role="group" aria-label="Codes">
            <button type="button" className="btn icon" aria-label="Previous code" onClick={() => go(-1)}>
              <Icon name="prev" />
            </button>
            <button
              type="button"
              className="btn"
              onClick={() => {
                setPlaying(!playing);
              }}
            >
              <Icon name={playing ? 'pause' : 'play'} />
              {playing ? 'Pause' : 'Play'}
            </button>
            <button type="button" className="btn icon" aria-label="Next code" onClick={() => go(1)}>
              <Icon name="next" />
            </button>
            <span className="num t2" aria-live={playing ? 'off' : 'polite'}>
              {at + 1} of {codes.length}
            </span>
          </div>
        </>
      )}
      <p className="t2">
        {many
          ? `The link is too long for one code, so it is cut into ${codes.length.toString()}. On the other machine open Vitrine, choose “Read QR codes” and hold its camera here: the order does not matter. Or save them as one picture and drop that there.`
          : hosted
            ? 'Any camera opens it. Without a network, choose “Read QR codes” in the other Vitrine, or drop a picture of it there.'
            : 'On the other machine open Vitrine and choose “Read QR codes”, or drop a picture of it there. This page is a file: other cameras find a text without an address.'}
      </p>
      <button
        type="button"
        className="btn primary"
        onClick={() => {
          void sheet(codes).then((picture) => {
            save(picture, 'image/png', 'report.vitrine-codes.png');
          });
        }}
      >
        Save as one picture
      </button>
    </div>
  );
}

/** Goes round by itself, unless less motion is wished for. */
function usePlay(length: number) {
  const [at, setAt] = useState(0);
  const [playing, setPlaying] = useState(() => length > 1 && !matchMedia('(prefers-reduced-motion: reduce)').matches);
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => {
      setAt((now) => (now + 1) % length);
    }, EACH_MS);
    return () => {
      clearInterval(timer);
    };
  }, [playing, length]);
  const go = (by: 1 | -1): void => {
    setPlaying(false);
    setAt((now) => (now + by + length) % length);
  };
  return { at, go, playing, setPlaying };
}
