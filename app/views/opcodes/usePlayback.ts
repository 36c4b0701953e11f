import { useEffect, useRef, useState } from 'react';
import { useMedia } from '../../ui/rows/media.ts';

const STEP_MS = 100;
/** With reduced motion nothing runs along: the same speed in leaps, one a second. */
const LEAP_MS = 1_000;
const LEAP = LEAP_MS / STEP_MS;

/** Plays the program until its last step. Answers whether it plays, and a switch. */
export function usePlayback(
  step: number,
  last: number,
  onStep: (step: number) => void,
): [boolean, (playing: boolean) => void] {
  const [wanted, setWanted] = useState(false);
  const calm = useMedia('(prefers-reduced-motion: reduce)');
  const playing = wanted && step < last;
  const tick = useRef<() => void>(() => undefined);
  useEffect(() => {
    tick.current = () => {
      onStep(Math.min(last, step + (calm ? LEAP : 1)));
    };
  });
  useEffect(() => {
    if (!playing) return;
    const timer = window.setInterval(() => tick.current(), calm ? LEAP_MS : STEP_MS);
    return () => {
      window.clearInterval(timer);
    };
  }, [playing, calm]);
  const play = (on: boolean) => {
    setWanted(on);
    if (on && step >= last) onStep(0);
  };
  return [playing, play];
}
