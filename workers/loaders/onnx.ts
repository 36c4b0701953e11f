import type { OddityFact, ProblemFact } from '../facts.ts';
import type { OnnxCode } from '../formats/onnx/codes.ts';
import { data, prose, type Prose } from '../report/prose.ts';
import type { LoaderOutcome } from '../report/schema.ts';
import type { RuleInput } from '../rules/rule.ts';
import { fixed, type Placed, row } from './rows.ts';

/**
 * Who takes an ONNX model: the library that reads and checks models, and the runtime. Tried with onnx 1.12 to 1.23 and ONNX Runtime 1.15 to
 * 1.32 on Linux. Which operators a version of the runtime has is not looked at.
 */
export function onnxRows({ facts, format }: RuleInput): LoaderOutcome[] {
  if (format !== 'onnx') return [];
  const own = facts.filter((fact) => fact.at.path.length === 1);
  const odd = own.filter((fact): fact is OddityFact => fact.kind === 'oddity' && fact.format === 'onnx');
  const broken = own.find((fact): fact is ProblemFact => fact.kind === 'problem' && STOPS.has(fact.problem));
  const first = (...codes: readonly OnnxCode[]): OddityFact | undefined =>
    odd.find(({ code }) => codes.some((one) => one === code));
  const files = new Set(own.flatMap((fact) => (fact.kind === 'tensor' && fact.beside ? [fact.beside.file] : [])));
  const outside = first('outside');
  const nameless = files.has('')
    ? fixed('fails', ['A tensor says that its numbers are in a file, and names none.'])
    : null;

  const library = stopped(broken) ?? because('refuses', outside) ?? nameless ?? taken(files, ['Nothing runs.']);
  // A graph compiled for an accelerator is for whoever has that one.
  const refused = because('fails', first('attribute', 'size')) ?? because('unknown', first('context'));
  const missing = withoutLibrary(first('python', 'foreign'));
  const runtime = (leads: Placed | null): Placed =>
    stopped(broken) ?? missing ?? leads ?? refused ?? nameless ?? taken(files, RUNTIME);
  return [
    row('onnx.load', 'onnx.load(f)', 'onnx 1.16.2 and later', library),
    row('onnxruntime>=1.24', 'onnxruntime.InferenceSession(f)', '1.24 and later', runtime(because('refuses', outside))),
    ...(outside === undefined
      ? []
      : [row('onnxruntime<1.24', 'onnxruntime.InferenceSession(f)', '1.23 and older', runtime(led(outside)))]),
  ];
}

const STOPS: ReadonlySet<ProblemFact['problem']> = new Set(['malformed', 'limit', 'unreadable', 'reader-failed']);

function stopped(broken: ProblemFact | undefined): Placed | null {
  if (broken === undefined) return null;
  return broken.problem === 'malformed'
    ? fixed('fails', broken.what, broken.at)
    : fixed('unknown', broken.what, broken.at);
}

function because(does: 'refuses' | 'fails' | 'unknown', odd: OddityFact | undefined): Placed | null {
  return odd === undefined ? null : fixed(does, odd.what, odd.at);
}

function withoutLibrary(odd: OddityFact | undefined): Placed | null {
  return odd === undefined
    ? null
    : fixed('fails', [...odd.what, ' Only who registers a library that has it loads the model.'], odd.at);
}

/** Where a path leads out of the folder by the way Linux writes it; others are names of files that are not there. */
function led({ subject, at }: OddityFact): Placed {
  const path = subject ?? '';
  return path.startsWith('/') || path.split('/').includes('..')
    ? fixed('runs', prose`It takes numbers from ${data(path, 120)}.`, at)
    : fixed('unknown', prose`What ${data(path, 120)} leads to depends on the system.`, at);
}

const RUNTIME: Prose = ['Nothing runs but its own operators, where this version has them all.'];

function taken(files: ReadonlySet<string>, says: Prose): Placed {
  const [file] = files;
  if (file === undefined) return fixed('loads', says);
  const beside = files.size === 1 ? prose`${data(file, 120)}` : prose`${files.size} files`;
  return fixed('loads', [...says, ' Numbers come from ', ...beside, ' beside it.']);
}
