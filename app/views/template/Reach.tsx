import type { ReactNode } from 'react';
import type { FileText } from '../../../workers/report/prose.ts';
import type { Template } from '../../../workers/report/schema.ts';
import { count } from '../../ui/format.ts';
import { Mark, type MarkKind } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';

/** Functions that end rendering or tell the day: engines give them to every chat template. */
const ORDINARY: ReadonlySet<string> = new Set(['raise_exception', 'strftime_now']);

/** What a template can and cannot do when it is rendered. */
export function Reach({ template }: { readonly template: Template }) {
  const { reads, calls, filters, loads, beyond, steady, stop } = template;
  const isOrdinary = calls.every(({ data }) => ORDINARY.has(data));
  return (
    <ul className="checks">
      <Item kind="ok">{reads.length === 0 ? 'Reads no variables' : <>Reads {names(reads)}</>}</Item>
      {(calls.length > 0 || beyond.length === 0) && (
        <Item kind={isOrdinary ? 'ok' : 'low'}>{calls.length === 0 ? 'Calls nothing' : <>Calls {names(calls)}</>}</Item>
      )}
      {filters.length > 0 && <Item kind="ok">Uses the filters {names(filters)}</Item>}
      {beyond.length === 0 ? (
        <Item kind="ok">
          No <code>__class__</code> or other internals{loads ? '' : ', imports or includes'}
        </Item>
      ) : (
        <Item kind="high">
          Reaches {names(beyond.slice(0, SHOWN).map(({ shown }) => shown))}
          {beyond.length > SHOWN && ` and ${count(beyond.length - SHOWN)} more`}: ordinary templates do not
        </Item>
      )}
      {steady ? (
        <Item kind="ok">Output is the same on every run</Item>
      ) : beyond.length > 0 ? (
        <Item kind="unknown">What it calls and puts out by that is not known</Item>
      ) : (
        <Item kind="note">Output depends on the day or on chance</Item>
      )}
      {stop !== null && (
        <Item kind="unknown">
          It cannot be read to its end: <Prose text={stop.what} />
        </Item>
      )}
    </ul>
  );
}

const SHOWN = 8;

function Item({ kind, children }: { readonly kind: MarkKind; readonly children: ReactNode }) {
  return (
    <li>
      <Mark kind={kind} />
      <span>{children}</span>
    </li>
  );
}

function names(list: readonly FileText[]): ReactNode {
  return list.map(({ data, cut }, i) => (
    <span key={i}>
      {i > 0 && ', '}
      <code>
        <Untrusted text={data} cut={cut} max={80} />
      </code>
    </span>
  ));
}
