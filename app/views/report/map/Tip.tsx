import type { ByteKind } from '../../../../workers/report/schema.ts';
import { bytes, hexRange, plural } from '../../../ui/format.ts';
import { Untrusted } from '../../../ui/Untrusted.tsx';
import { kindWords } from '../../../ui/verdict.ts';
import type { Index } from '../artifacts.ts';

export interface Tip {
  readonly part: {
    readonly offset: number;
    readonly length: number;
    readonly kind: ByteKind;
    readonly name?: string;
    readonly label: string;
    readonly artifact: number;
    readonly count: number;
  };
  /** Pixels from the left edge of the figure. */
  readonly x: number;
}

/** Range and owner of what the pointer or the focus is on. */
export function TipBox({ tip: { part, x }, index }: { readonly tip: Tip; readonly index: Index }) {
  const owner = index.byId.get(part.artifact)?.name ?? '';
  const name = part.name ?? part.label;
  return (
    <div className="tip" style={{ left: `clamp(112px, ${x.toString()}px, calc(100% - 132px))` }}>
      <span className="row-f">
        <i className={`sw ${part.kind}`} />
        <b className="b cut">
          <Untrusted text={name === '' ? kindWords[part.kind] : name} max={60} />
        </b>
      </span>
      <span className="t2">
        {kindWords[part.kind]}, {bytes(part.length)}
        {part.count > 1 && `, ${plural(part.count, 'part')}`}
      </span>
      <code className="t3">{hexRange(part.offset, part.length)}</code>
      {part.count === 1 && owner !== '' && !owner.endsWith(name) && (
        <span className="t3 cut">
          in <Untrusted text={owner} max={60} />
        </span>
      )}
    </div>
  );
}
