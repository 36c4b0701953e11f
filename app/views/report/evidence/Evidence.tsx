import type { Finding, OpcodeLine, Report } from '../../../../workers/report/schema.ts';
import { plain } from '../../../../workers/report/prose.ts';
import { count } from '../../../ui/format.ts';
import { markClass } from '../../../ui/Mark.tsx';
import { Prose } from '../../../ui/Prose.tsx';
import { HexEvidence } from './HexEvidence.tsx';
import './evidence.css';

interface EvidenceProps {
  readonly finding: Finding;
  readonly report: Report;
}

type Program = Extract<Finding['evidence'], { kind: 'program' }>;
type Compare = Extract<Finding['evidence'], { kind: 'compare' }>;

/** How we know: the same steps as bytes, as opcodes and as pseudo-Python, with one highlight. */
export function Evidence({ finding, report }: EvidenceProps) {
  const { evidence, place, severity } = finding;
  const steps = report.programs.find((p) => evidence.kind === 'program' && p.id === evidence.program)?.steps;
  return (
    <section className={`sev-${markClass[severity]}`}>
      <h3 className="lab ev-lab">
        Evidence
        {evidence.kind === 'program' && <span className="t3">the same steps, three ways</span>}
        {evidence.kind === 'compare' && <span className="t3">two readings of the same file</span>}
      </h3>
      <div className="evs">
        {evidence.kind === 'compare' && <Readings evidence={evidence} />}
        {evidence.bytes !== null && evidence.bytes.hex !== '' && <HexEvidence block={evidence.bytes} place={place} />}
        {evidence.kind === 'program' && (
          <>
            <Opcodes evidence={evidence} steps={steps} />
            <PseudoPython evidence={evidence} />
          </>
        )}
      </div>
    </section>
  );
}

function Opcodes({ evidence, steps }: { readonly evidence: Program; readonly steps: number | undefined }) {
  return (
    <div className="ev">
      <div className="ev-h">
        <b className="b">Opcodes</b>
        <span className="cut">
          {evidence.from === evidence.to
            ? `step ${count(evidence.step)}`
            : `steps ${count(evidence.from)} – ${count(evidence.to)}`}
          {steps !== undefined && ` of ${count(steps)}`}
        </span>
      </div>
      <table className="ops">
        <tbody>
          {evidence.opcodes.map((line) => (
            <Opcode key={line.step} line={line} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Opcode({ line }: { readonly line: OpcodeLine }) {
  return (
    <tr className={line.hit ? 'bad' : undefined}>
      <td>{line.offset.toString(16).padStart(5, '0')}</td>
      <td className="op">{line.name}</td>
      <td className="arg">
        <Prose text={line.argument} />
      </td>
      <td className="why">{line.note}</td>
    </tr>
  );
}

function PseudoPython({ evidence }: { readonly evidence: Program }) {
  return (
    <div className="ev">
      <div className="ev-h">
        <b className="b">Pseudo-Python</b>
        <span>never executed</span>
      </div>
      <div className="code" tabIndex={0} role="group" aria-label="Pseudo-Python">
        {evidence.lines.map((line, i) => (
          <div key={i} className={line.hit ? 'bad' : undefined}>
            <Prose text={line.text} />
          </div>
        ))}
      </div>
    </div>
  );
}

function Readings({ evidence }: { readonly evidence: Compare }) {
  return (
    <div className="ev">
      <table className="cmp">
        <thead>
          <tr>
            <td />
            <th scope="col">{evidence.leftLabel}</th>
            <th scope="col">{evidence.rightLabel}</th>
          </tr>
        </thead>
        <tbody>
          {evidence.rows.map((row) => (
            <tr key={row.label} className={plain(row.left) === plain(row.right) ? 'same' : 'differs'}>
              <th scope="row">{row.label}</th>
              <td>
                <Prose text={row.left} />
              </td>
              <td>
                <Prose text={row.right} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
