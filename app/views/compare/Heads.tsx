import type { Verdict } from '../../../workers/report/schema.ts';
import { verdictOf } from '../../../workers/report/compare/loading.ts';
import type { Side } from '../../../workers/report/compare/side.ts';
import { formatRef } from '../../compare/refs.ts';
import type { Chosen } from '../../compare/sides.ts';
import { formatRoute, navigate, type Route } from '../../link/route.ts';
import { go } from '../../shell/go.ts';
import { bytes, plural } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Mark, markClass } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { verdictWords } from '../../ui/verdict.ts';

interface HeadsProps {
  readonly left: Chosen;
  readonly right: Chosen;
  readonly sides: { readonly left: Side; readonly right: Side };
}

/** The two sides, each with its own verdict: what is the same is not therefore harmless. */
export function Heads({ left, right, sides }: HeadsProps) {
  return (
    <div className="cmp-heads">
      <Head when="Before" chosen={left} side={sides.left} other={{ view: 'compare', right: formatRef(right.ref) }} />
      <button
        type="button"
        className="btn icon cmp-swap"
        aria-label="Swap before and after"
        title="Swap before and after"
        onClick={() => {
          navigate({ view: 'compare', left: formatRef(right.ref), right: formatRef(left.ref) });
        }}
      >
        <Icon name="swap" />
      </button>
      <Head when="After" chosen={right} side={sides.right} other={{ view: 'compare', left: formatRef(left.ref) }} />
    </div>
  );
}

interface HeadProps {
  readonly when: string;
  readonly chosen: Chosen;
  readonly side: Side;
  /** To choose something else for this side. */
  readonly other: Route;
}

function Head({ when, chosen, side, other }: HeadProps) {
  const verdict: Verdict = verdictOf(side);
  const { mark, word } = verdictWords[verdict];
  const single = side.kind === 'file' ? (side.files[0]?.report ?? null) : null;
  const unread = side.files.filter(({ report }) => report?.status !== 'complete').length;
  const size = side.files.reduce((sum, { report }) => sum + (report?.file.size ?? 0), 0);
  const [document] = chosen.documents;
  const report: Route | null =
    chosen.ref.kind === 'folder'
      ? { view: 'files' }
      : document === undefined
        ? null
        : { view: 'report', doc: document.seq };
  return (
    <section className="cmp-head" aria-label={when}>
      <p className="cmp-when t2">
        <span>{when}</span>
        {chosen.claim !== null && (
          <span className="chip">
            <Icon name="eye" /> Somebody’s report: a claim
          </span>
        )}
        <span className="grow" />
        {report !== null && (
          <a href={formatRoute(report)} onClick={go(report)}>
            {chosen.ref.kind === 'folder' ? 'Files' : 'Report'}
          </a>
        )}
        <a href={formatRoute(other)} onClick={go(other)} aria-label={`Choose another for ${when.toLowerCase()}`}>
          Other
        </a>
      </p>
      <h2 className="cut">
        <Icon name={side.kind === 'folder' ? 'folder' : 'file'} /> <Untrusted text={chosen.name} max={160} />
      </h2>
      <p className={`out tx-${markClass[mark]} cmp-verdict`}>
        <Mark kind={mark} /> <b>{word}</b>
        <span className="t2 num">
          {side.kind === 'folder' ? `${plural(side.files.length, 'file')}, ` : ''}
          {bytes(size)}
        </span>
      </p>
      {single !== null && (
        <p className="t2 cmp-say">
          <Prose text={single.summary.headline} />
          {single.summary.call !== null && (
            <code>
              {' '}
              <Prose text={single.summary.call} />
            </code>
          )}
        </p>
      )}
      {unread > 0 && (
        <p className="t2 cmp-say">
          <Mark kind="unknown" size="s" />{' '}
          {side.kind === 'folder' ? `${plural(unread, 'file')} not wholly read.` : 'Not all of it could be read.'} What
          is there is not compared.
        </p>
      )}
    </section>
  );
}
