import { useEffect, useState, type RefObject } from 'react';
import { readFrame } from './codes.ts';

export type CameraState = 'starting' | 'on' | 'none' | 'refused' | 'unavailable' | 'failed';

/** Longest side of what is searched: more costs time and shows no more modules. */
const MOST_SIDE = 1_280;
/** Between two frames, beside the time one takes. */
const PAUSE_MS = 60;

/** The camera, from when this is drawn until it is not: a click asks for it. Its pictures stay in this page. */
export function useCamera(
  video: RefObject<HTMLVideoElement | null>,
  onTexts: (texts: readonly string[]) => void,
): CameraState {
  const [state, setState] = useState<CameraState>('starting');
  useEffect(() => {
    const over = new AbortController();
    void run(video, onTexts, setState, over.signal);
    return () => {
      over.abort();
    };
  }, [video, onTexts]);
  return state;
}

async function run(
  video: RefObject<HTMLVideoElement | null>,
  onTexts: (texts: readonly string[]) => void,
  onState: (state: CameraState) => void,
  over: AbortSignal,
): Promise<void> {
  const stream = await camera();
  if (typeof stream === 'string') {
    onState(stream);
    return;
  }
  const end = (): void => {
    for (const track of stream.getTracks()) track.stop();
  };
  const view = video.current;
  if (over.aborted || view === null) {
    end();
    return;
  }
  over.addEventListener('abort', end);
  view.srcObject = stream;
  onState('on');
  await view.play().catch(() => undefined);
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (context !== null) await watch(view, context, onTexts, over);
}

async function watch(
  view: HTMLVideoElement,
  context: CanvasRenderingContext2D,
  onTexts: (texts: readonly string[]) => void,
  over: AbortSignal,
): Promise<void> {
  const ended = (): boolean => over.aborted;
  while (!ended()) {
    const image = frameOf(view, context);
    const texts = image === null ? [] : await readFrame(image);
    if (texts.length > 0 && !ended()) onTexts(texts);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** The one that looks away from the face, where there are two. */
async function camera(): Promise<MediaStream | Exclude<CameraState, 'starting' | 'on'>> {
  // Missing where the page came by plain http.
  if (!isSecureContext || !('mediaDevices' in navigator)) return 'unavailable';
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: 'environment', width: { ideal: MOST_SIDE } },
    });
  } catch (cause) {
    const name = cause instanceof DOMException ? cause.name : '';
    if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
    return name === 'NotFoundError' ? 'none' : 'failed';
  }
}

function frameOf(view: HTMLVideoElement, context: CanvasRenderingContext2D): ImageData | null {
  const { videoWidth, videoHeight } = view;
  if (videoWidth === 0 || videoHeight === 0) return null;
  const scale = Math.min(1, MOST_SIDE / Math.max(videoWidth, videoHeight));
  const { canvas } = context;
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  context.drawImage(view, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
