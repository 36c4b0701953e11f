import type { OnnxCode } from '../../formats/onnx/codes.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const KINDS: Readonly<Record<OnnxCode, OddityKind>> = {
  outside: {
    severity: 'high',
    effect: 'read a file outside its own folder',
    title: 'A tensor’s data is outside the model’s folder',
    means: 'A tensor may keep its numbers in a file beside the model. This one names a file elsewhere.',
    happens:
      'Readers before their fixes (onnx 1.13, 1.16 and 1.21, ONNX Runtime 1.24) open it, and what stands there becomes part of the model.',
    falseAlarm: 'None known: writers put such files beside the model.',
    todo: 'Do not load it with the rights of a service. Ask for the model with its data inside.',
    references: ['CVE-2022-25882', 'CVE-2024-27318', 'CWE-22', 'CWE-73'],
  },
  attribute: {
    severity: 'medium',
    title: 'External data has a key of its own',
    means: 'A tensor’s external data is described by a few known keys. This one is none of them.',
    happens: 'onnx before 1.21 sets it as an attribute on the object that reads the file, whatever it is called.',
    falseAlarm: 'Keys that later versions may add.',
    todo: 'Load it with onnx 1.21 or later.',
    references: ['CVE-2026-34445', 'CWE-915'],
  },
  python: {
    severity: 'medium',
    title: 'The graph calls Python',
    means: 'An operator hands its inputs to a Python function that the program around it registered.',
    happens:
      'Runtimes refuse the model unless such functions are registered; then they are called with what the graph gives them.',
    falseAlarm: 'Models exported from training keep such operators.',
    todo: 'Find out which functions it expects.',
    references: ['CWE-829'],
  },
  both: {
    severity: 'medium',
    title: 'A tensor has numbers of its own and in a file',
    means: 'The numbers of a tensor are inside the model or in a file beside it. This one says both.',
    happens: 'Readers differ in which they take: what one checks is not what another one runs.',
    falseAlarm: 'None known: writers do one or the other.',
    todo: 'Ask for the model once more.',
    references: ['CWE-436'],
  },
  context: {
    severity: 'high',
    effect: 'load what an accelerator runs from a file outside its own folder',
    title: 'Code for an accelerator is taken from outside the folder',
    means: 'A node stands for a graph that was compiled for an accelerator, and names the file that has it.',
    happens: 'ONNX Runtime hands that file to the driver, wherever it lies.',
    falseAlarm: 'Models that never left the machine they were compiled on.',
    todo: 'Ask for the model with its file beside it, or compile it yourself.',
    references: ['CWE-22', 'CWE-829'],
  },
  size: {
    severity: 'medium',
    title: 'A tensor’s bytes do not fit its shape',
    means: 'Type and shape say how many bytes a tensor takes. This one has more or fewer.',
    happens: 'Readers that check refuse the model; one that does not reads beyond the tensor’s end.',
    falseAlarm: 'None known: writers keep the two in step.',
    todo: 'Do not load it with a runtime that is not up to date. Ask for the model once more.',
    references: ['CWE-125'],
  },
  foreign: {
    severity: 'low',
    title: 'The graph has operators of a library of its own',
    means:
      'Operators come in domains. This one is neither part of ONNX nor of ONNX Runtime, and the model does not define it.',
    happens:
      'Runtimes refuse the model until whoever loads it registers the library of native code that has the operator.',
    falseAlarm: 'Models for accelerators and research keep such operators.',
    todo: 'Take the library from where the operator comes from, not from where the model came from.',
    references: ['CWE-829'],
  },
};

/** What an ONNX model reaches besides its own graph. */
export const ONNX = oddityRule(
  'onnx',
  'Every node and every tensor was walked by, at any depth; the numbers were not read.',
  KINDS,
);
