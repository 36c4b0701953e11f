import { bytes } from '../../../ui/format.ts';

/** Under the thick rod: where in the file one is. */
export function Axis({ size }: { readonly size: number }) {
  return (
    <div className="axis" aria-hidden="true">
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <span key={share} className={share % 0.5 === 0 ? undefined : 'hide-m'}>
          {share === 0 ? '0' : bytes(Math.round(size * share))}
        </span>
      ))}
    </div>
  );
}
