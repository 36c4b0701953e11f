import type { IdentityFact, TorchFact } from '../facts.ts';
import type { LoaderOutcome } from '../report/schema.ts';
import type { Program, RuleInput } from '../rules/rule.ts';
import { arrowRows, isTable } from './arrow.ts';
import { compressedRows } from './compressed.ts';
import { hdf5Rows } from './hdf5.ts';
import { joblibLoad, joblibRows, pickleLoad, REFUSED } from './joblib.ts';
import { kerasRows } from './keras.ts';
import { lateSizes } from './late-sizes.ts';
import { numpyRows } from './numpy.ts';
import { onnxRows } from './onnx.ts';
import { pandasRows } from './pandas.ts';
import { rRows } from './r.ts';
import { C_FILE, fixed, type Placed, placed, PYTHON, row, worstOf } from './rows.ts';
import { type Machine, runProgram, type RunOutcome } from './run.ts';
import { settingRows } from './settings.ts';
import { skopsRows } from './skops.ts';
import { templateRows } from './templates.ts';
import { type Course, courseOf } from './torch-body.ts';
import { packageRows } from './torch-package.ts';
import { scriptOutcome } from './torch-script.ts';
import { weightFileRows } from './weight-files.ts';
import { weightsOutcomes, weightsRows } from './weights-rows.ts';
import { NEWEST } from './weights-table.ts';

/** Who would load this file, and what happens then. Rows in the order people ask. */
export function loaderMatrix(input: RuleInput): readonly LoaderOutcome[] {
  return [
    ...programRows(input),
    ...weightFileRows(input),
    ...onnxRows(input),
    ...rRows(input),
    ...archiveRows(input),
    ...hdf5Rows(input),
    ...arrowRows(input),
    ...kerasRows(input),
    ...skopsRows(input),
    ...settingRows(input),
    ...templateRows(input),
  ];
}

function programRows(input: RuleInput): readonly LoaderOutcome[] {
  if (input.format === 'torch-shard') return shardRows(input);
  const first = input.programs.find(({ fact }) => fact.role === 'bare');
  const torch = input.facts.find((fact): fact is TorchFact => fact.kind === 'torch');
  // torch looks at the first bytes: an archive behind something else is none to it.
  if (torch !== undefined && (torch.atStart || first === undefined) && !isInsideOf(torch))
    return torchRows(input, torch);
  if (first !== undefined) return joblibRows(input, first) ?? bareRows(first);
  const arrays = numpyRows(input);
  if (arrays !== null) return arrays;
  const members = input.programs.filter(({ exposure }) => exposure === 'loaded');
  return members.length === 0 || input.format === 'hdf5' || isTable(input)
    ? []
    : (compressedRows(input, members) ?? [...packageRows(input, members), ...memberRows(input, members)]);
}

/** Of the items, .metadata says which are no tensors: those are unpickled without restriction. torch.load takes the archive at the end. */
function shardRows(input: RuleInput): LoaderOutcome[] {
  const last = input.facts.filter((fact): fact is TorchFact => fact.kind === 'torch').at(-1);
  const items = input.programs.filter(({ fact }) => fact.role === 'torch-object');
  return [
    row(
      'torch.distributed.checkpoint',
      'torch.distributed.checkpoint.load',
      'tensors with weights_only=True, all else without',
      worst(items, (program) => runProgram(program, TORCH_ZIP)),
    ),
    ...(last === undefined ? [] : torchRows(input, last)),
  ];
}

const TORCH_ZIP: Machine = { engines: ['c-drop', 'c'], persistent: true };
const TORCH_LEGACY: Machine = { engines: ['c-drop', 'c'], persistent: true };

function torchRows(input: RuleInput, torch: TorchFact): LoaderOutcome[] {
  const { programs } = input;
  const machine = torch.container === 'zip' ? TORCH_ZIP : TORCH_LEGACY;
  const isOnly = torch.container === 'zip' && torch.pickle !== null && !isReadTwoWays(input, torch);
  const loaded = programs.filter(
    ({ fact }) =>
      fact.id === torch.pickle || (!isOnly && (fact.role === 'torch-object' || fact.role === 'torch-legacy')),
  );
  const refused = refusedArchive(torch);
  const object = programs.find(({ fact }) => fact.id === torch.pickle);
  const script = torch.script === null ? null : scriptOutcome(input, torch, object);
  const handedOn = torch.torchScript ? (refused ?? script) : null;
  const outcomeOf = (version: number, run: (course: Course) => Placed): Placed => {
    if (refused !== null) return refused;
    const course = courseOf(torch, loaded, version);
    const own = inTime(run(course), torch, loaded);
    // What runs or stops before, decides.
    return course.failure === null || (own.outcome !== 'loads' && course.carried.length > 0)
      ? own
      : fixed('fails', course.failure.what, course.failure.at);
  };
  const plainAt = (version: number): Placed =>
    handedOn ??
    outcomeOf(version, ({ carried }) =>
      worstOf(carried.map(({ program, stop }) => placed(program, runProgram(program, machine, { stop })))),
    );
  const weights = weightsOutcomes(loaded);
  const weightsAt = (version: number): Placed =>
    handedOn === null
      ? outcomeOf(version, ({ carried }) => weights(version, carried))
      : version > OLD
        ? SCRIPT_REFUSED
        : handedOn;
  const bare =
    loaded[0] === undefined
      ? NOTHING
      : torch.container === 'zip'
        ? NOT_A_PICKLE
        : placed(loaded[0], runProgram(loaded[0], C_FILE));
  return [
    ...(script === null ? [] : [row('torch.jit.load', 'torch.jit.load(f)', 'any version', script)]),
    row('torch.load<2.6', 'torch.load(f)', 'PyTorch 2.5 and older', plainAt(OLD)),
    row('torch.load>=2.6', 'torch.load(f)', 'PyTorch 2.6 and later', weightsAt(NEWEST)),
    ...weightsRows(weightsAt),
    row('torch.load-full', 'weights_only=False', 'any version', everywhere(plainAt)),
    row(
      'pickle.load',
      'pickle.load',
      torch.container === 'zip' ? 'not a pickle but an archive' : 'no persistent_load',
      bare,
    ),
  ];
}

/** Versions of torch find its directory in different places: each program may be the one it takes. */
function isReadTwoWays({ facts }: RuleInput, { at }: TorchFact): boolean {
  const path = at.path.join('\0');
  return facts.some((fact) => fact.kind === 'zip' && TWO_WAYS.has(fact.code) && fact.at.path.join('\0') === path);
}

const TWO_WAYS: ReadonlySet<string> = new Set(
  'end-ambiguous directory-twice directory-moved zip64-locator zip64-fields count-differs'.split(' '),
);

/** What would load may not when a tensor is made of elements that are read later. */
function inTime(own: Placed, { container }: TorchFact, loaded: readonly Program[]): Placed {
  if (own.outcome !== 'loads' || container !== 'legacy') return own;
  return loaded.map(lateSizes).find((late) => late !== null) ?? own;
}

/** The last version that loads everything by default, and that gives TorchScript to torch.jit.load whatever is asked for (CVE-2025-32434). */
const OLD = 205;

/** What runs in some version runs in "any"; what only newer ones refuse is refused. */
function everywhere(outcomeAt: (version: number) => Placed): Placed {
  const oldest = outcomeAt(0);
  return oldest.outcome === 'loads' ? outcomeAt(NEWEST) : oldest;
}

/** Of an archive in a file that is something else. */
function isInsideOf({ at: { path } }: TorchFact): boolean {
  return path.length > 1;
}

/** Programs that only a reader from the end finds: an archive behind something else. */
function archiveRows(input: RuleInput): LoaderOutcome[] {
  const identity = input.facts.find((fact): fact is IdentityFact => fact.kind === 'identity');
  if (identity === undefined || isZip(identity.format) || !identity.also.some(isZip)) return [];
  const members = input.programs.filter(({ fact }) => fact.source.path.length > 1 && fact.role !== 'carved');
  const outcome =
    members.length === 0
      ? fixed('loads', ['It opens the archive at the end of the file. No program was read in it.'])
      : worst(members, (program) => runProgram(program, C_FILE));
  return [row('zipfile', 'zipfile.ZipFile(f)', 'looks from the end: the archive, its members unpickled', outcome)];
}

function isZip(format: string): boolean {
  return ZIPS.has(format);
}

const ZIPS: ReadonlySet<string> = new Set(
  'torch-zip torchscript torch-package torch-export keras-zip skops npz jar office zip'.split(' '),
);

/** A pickle of its own. torch.load carries out the first pickle of a file before it checks the magic number. */
function bareRows(program: Program): LoaderOutcome[] {
  const c = placed(program, runProgram(program, C_FILE));
  const python = placed(program, runProgram(program, PYTHON));
  const old = placed(program, notTorch(runProgram(program, { engines: ['c'], persistent: true })));
  const restricted = notTorchRestricted(program);
  return [
    row('pickle.load', 'pickle.load(f)', 'any version', c),
    ...latin1Row(program),
    row('joblib.load', 'joblib.load(f)', 'any version', python),
    row('dill.load', 'dill.load(f)', 'a subclass of pickle’s', c),
    row('cloudpickle.load', 'cloudpickle.load(f)', 'pickle’s own', c),
    ...pandasRows(program),
    row('numpy.load', 'numpy.load(f)', 'allow_pickle=True', c),
    row('numpy.load-plain', 'numpy.load(f)', 'allow_pickle=False, the default', REFUSED),
    row('torch.load<2.6', 'torch.load(f)', 'PyTorch 2.5 and older', old),
    row('torch.load>=2.6', 'torch.load(f)', 'PyTorch 2.6 and later', restricted),
  ];
}

/** What people pass for Python 2 files; told when it makes a difference. */
function latin1Row(program: Program): LoaderOutcome[] {
  const isTelling = program.fact.traces.some(({ anomalies }) =>
    anomalies.some(({ code }) => code === 'string-encoding'),
  );
  if (!isTelling) return [];
  const outcome = placed(program, runProgram(program, { engines: ['c-latin1', 'c-drop'], persistent: false }));
  return [row('pickle.load-latin1', 'pickle.load(f)', 'encoding="latin1"', outcome)];
}

function memberRows(input: RuleInput, members: readonly Program[]): LoaderOutcome[] {
  return [
    row(
      'pickle.load-member',
      'pickle.load',
      'of the entry',
      worst(members, (program) => pickleLoad(input, program)),
    ),
    row(
      'joblib.load-member',
      'joblib.load',
      'of the entry',
      worst(members, (program) => joblibLoad(input, program)),
    ),
  ];
}

/** Several programs are loaded one after the other: the first that runs something, then the first that stops. */
function worst(programs: readonly Program[], run: (program: Program) => RunOutcome): Placed {
  return worstOf(programs.map((program) => placed(program, run(program))));
}

function notTorch(outcome: RunOutcome): RunOutcome {
  return outcome.outcome === 'loads'
    ? { ...outcome, outcome: 'fails', reason: ['It starts with no magic number of torch.'] }
    : outcome;
}

function notTorchRestricted(program: Program): Placed {
  const outcome = weightsOutcomes([program])();
  return outcome.outcome === 'loads'
    ? { ...outcome, outcome: 'fails', reason: ['It starts with no magic number of torch.'] }
    : outcome;
}

function refusedArchive(torch: TorchFact): Placed | null {
  if (torch.container !== 'zip') return null;
  if (!torch.atStart) return fixed('fails', ['It looks for the archive at the first byte only.']);
  if (torch.strays > 0) return fixed('fails', ['It wants all entries in one folder.']);
  return torch.pickle === null ? fixed('fails', ['The archive has no data.pkl.']) : null;
}

const NOTHING = fixed('unknown', ['No program was read.']);
const NOT_A_PICKLE = fixed('fails', ['The file is an archive, not a pickle.']);
const SCRIPT_REFUSED = fixed('refuses', ['It does not load TorchScript archives.']);
