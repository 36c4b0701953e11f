/** One line of the pseudo-Python. */
import { memo } from 'react';
import { Icon } from '../../../ui/Icon.tsx';
import { Mark, markClass } from '../../../ui/Mark.tsx';
import { Prose } from '../../../ui/Prose.tsx';
import { count, plural } from '../../../ui/format.ts';
import type { RowContent } from '../../../ui/rows/VirtualRows.tsx';
import type { SourceRow, SourceToken } from '../../../../workers/protocol.ts';
import type { Severity } from '../../../../workers/report/schema.ts';

export interface LineLook {
  /** Worst finding the line belongs to, and worst one that a step of it (or of what it hides) decides. */
  readonly flag: Severity | undefined;
  readonly deciding: Severity | undefined;
  readonly opened: boolean;
  /** The step in view, when it is one of the line's: the token it made stands out. */
  readonly here: number | null;
  readonly index: number;
  readonly onFold: (index: number) => void;
}

/** Levels of indent that are drawn. */
const MAX_INDENT = 8;

export function sourceRow(row: SourceRow | undefined, look: LineLook): RowContent {
  if (row === undefined) return { className: 'wait', label: 'Loading', cells: <Waiting /> };
  const { flag, ...rest } = look;
  const tint = flag === undefined ? '' : ` bad f-${markClass[flag]}`;
  return { className: `ln-${row.kind}${row.elsewhere ? ' dim' : ''}${tint}`, cells: <Cells row={row} {...rest} /> };
}

interface CellsProps extends Omit<LineLook, 'flag'> {
  readonly row: SourceRow;
}

/** Drawn anew when it changes, not when its neighbours do. */
const Cells = memo(function Cells({ row, deciding, opened, here, index, onFold }: CellsProps) {
  return (
    <>
      <span role="gridcell" className="no">
        {count(row.line)}
      </span>
      <span role="gridcell" className="src">
        {row.hidden > 0 ? (
          <button
            type="button"
            className="fold"
            tabIndex={-1}
            aria-expanded={opened}
            aria-label={opened ? 'Fold' : `Unfold ${plural(row.hidden, 'line')}`}
            onClick={(event) => {
              event.stopPropagation();
              onFold(index);
            }}
          >
            <Icon name={opened ? 'down' : 'right'} />
          </button>
        ) : (
          <span className="fold">
            {deciding !== undefined && <Mark kind={deciding} size="s" label={`${deciding} finding`} />}
          </span>
        )}
        <code className="cut" style={{ paddingLeft: 16 * Math.min(MAX_INDENT, row.indent) }}>
          <Tokens tokens={row.tokens} step={here} />
        </code>
      </span>
      <span role="gridcell" className="side cut">
        {row.hidden > 0 && deciding !== undefined && <Mark kind={deciding} size="s" label={`${deciding} finding`} />}
        <Side row={row} opened={opened} />
      </span>
    </>
  );
});

function Side({ row, opened }: { readonly row: SourceRow; readonly opened: boolean }) {
  if (row.alike > 0 && !opened)
    return (
      <>
        {row.group > 1 ? `these ${row.group.toString()}, + ${count(row.alike)} alike` : `+ ${count(row.alike)} alike`}
      </>
    );
  return <Prose text={row.note} />;
}

/** The pieces of a line. Those a step made lead there when they are pressed. */
export const Tokens = memo(function Tokens({
  tokens,
  step,
}: {
  readonly tokens: readonly SourceToken[];
  readonly step: number | null;
}) {
  return tokens.map((token, i) => (
    <span
      key={i}
      className={`t-${token.kind}${token.step !== null && token.step === step ? ' here' : ''}`}
      data-step={token.step ?? undefined}
    >
      <Prose text={[token.part]} />
    </span>
  ));
});

function Waiting() {
  return (
    <>
      <span role="gridcell" className="no" />
      <span role="gridcell" className="src">
        ·····
      </span>
      <span role="gridcell" className="side" />
    </>
  );
}
