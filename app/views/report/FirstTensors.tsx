import { useQuery } from '@tanstack/react-query';
import type { TensorRow } from '../../../workers/protocol.ts';
import { unwrap } from '../../engine/current.ts';
import type { Tables } from '../../engine/engine.ts';
import { bytes, count, plural } from '../../ui/format.ts';
import { Mark } from '../../ui/Mark.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';

interface FirstTensorsProps {
  readonly seq: number;
  readonly engine: Tables;
  readonly total: number;
  readonly size: number;
}

const SHOWN = 12;

/** The first tensors in file order, and where each lies. */
export function FirstTensors({ seq, engine, total, size }: FirstTensorsProps) {
  const { data } = useQuery({
    queryKey: ['doc', seq, 'tensors', 'first', SHOWN],
    queryFn: () => unwrap(engine.tensors(0, SHOWN)),
    gcTime: Infinity,
  });
  if (data === undefined) return null;
  return (
    <>
      <table className="tbl first-t">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Type</th>
            <th scope="col" className="r">
              Shape
            </th>
            <th scope="col" className="r">
              Size
            </th>
            <th scope="col" className="hide-m">
              Place in file
            </th>
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row, i) => (
            <Row key={i} row={row} size={size} />
          ))}
        </tbody>
      </table>
      {total > data.rows.length && <p className="t3 first-more">and {count(total - data.rows.length)} more</p>}
    </>
  );
}

function Row({
  row: { name, dtype, shape, bytes: length, place, problem },
  size,
}: {
  readonly row: TensorRow;
  readonly size: number;
}) {
  return (
    <tr>
      <td className="first-n">
        <span className="row-f">
          {problem !== null && <Mark kind="medium" label="does not fit" />}
          <code className="cut">
            <Untrusted text={name} max={120} />
          </code>
        </span>
      </td>
      <td>
        <Untrusted text={dtype} max={24} />
      </td>
      <td className="r t2">{shape.length === 0 ? 'scalar' : shape.slice(0, 6).map(count).join(' × ')}</td>
      <td className="r">{bytes(length)}</td>
      <td className="hide-m first-p">
        {place === null ? (
          <span className="t3">not known</span>
        ) : (
          <span className="first-b" title={`${plural(place.length, 'byte')} at ${count(place.offset)}`}>
            <i
              style={{
                left: `${((place.offset / Math.max(1, size)) * 100).toString()}%`,
                width: `${((place.length / Math.max(1, size)) * 100).toString()}%`,
              }}
            />
          </span>
        )}
      </td>
    </tr>
  );
}
