/**
 * Harmless re-creations of real attacks, and an ordinary file, written in the page when they are asked for.
 * Every command is `echo`; nothing of them is ever run here.
 */
import type { ByteKind, Verdict } from '../../workers/report/schema.ts';
import type { PickleWriter } from './pickle-writer.ts';
import { encoder, stateDict, weights, type Layer, type Splice } from './state-dict.ts';
import { sevenZip } from './seven-zip.ts';
import { torchZip, type Archive, type Record } from './torch-zip.ts';

export interface Sample {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly fileName: string;
  /** What the report is expected to say; a test holds it to that. */
  readonly verdict: Verdict;
  readonly reference: string;
  /** Shares of the file by kind, in order, adding up to 1. */
  strip(): readonly { readonly kind: ByteKind; readonly share: number }[];
  file(): File;
}

const BLOCKS = 6;

function call(pickle: PickleWriter, command: string): void {
  pickle.global('os', 'system').text(command).raw(0x85, 'R');
}

/** A call between two layers whose result is dropped: the model still loads. */
const hiddenCall: Splice = {
  after: 20,
  write: (pickle) => {
    call(pickle, 'echo this would run on your machine');
    pickle.raw('0');
  },
};

function checkpoint(root: string, splice?: Splice, change?: (records: Record[]) => Record[]): Archive {
  const layers = encoder(BLOCKS);
  const program = stateDict(layers, splice).raw('.').bytes();
  const records = recordsOf(program, layers);
  return torchZip(root, change ? change(records) : records);
}

function recordsOf(program: Uint8Array<ArrayBuffer>, layers: readonly Layer[]): Record[] {
  const text = new TextEncoder();
  return [
    { name: 'data.pkl', bytes: program, kind: 'program' },
    { name: 'byteorder', bytes: text.encode('little'), kind: 'text' },
    ...layers.map((layer, key): Record => ({
      name: `data/${String(key)}`,
      bytes: weights(layer, key),
      kind: 'weights',
    })),
    { name: 'version', bytes: text.encode('3\n'), kind: 'text' },
    { name: '.data/serialization_id', bytes: text.encode('0700342187216048120000000000000000000000'), kind: 'text' },
  ];
}

/** The command comes first, then the stream breaks: loading fails after it ran (ReversingLabs "nullifAI", February 2025). */
function brokenPickle(pack: typeof torchZip): Archive {
  const layers = encoder(BLOCKS);
  const program = stateDict(layers.slice(0, 3), {
    after: 0,
    write: (pickle) => {
      call(pickle, 'echo reverse shell would start here');
      pickle.raw('0');
    },
  });
  return pack('archive', recordsOf(program.raw('X').uint32(64).raw('cut off').bytes(), layers.slice(0, 3)));
}

function twoNames(): Archive {
  return checkpoint('archive', hiddenCall, (records) =>
    records.map((record) => (record.name === 'data.pkl' ? { ...record, localName: 'data.txt' } : record)),
  );
}

/** The way from any object to a shell that unsandboxed template engines leave open. */
function template(): Archive {
  const source =
    "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}" +
    "{{ cycler.__init__.__globals__['os'].popen('echo this would run on your machine').read() }}";
  const settings = { model_max_length: 4096, tokenizer_class: 'LlamaTokenizerFast', chat_template: source };
  const bytes = new TextEncoder().encode(JSON.stringify(settings, null, 2));
  return { bytes, parts: [{ kind: 'text', bytes: bytes.length }] };
}

function sample(meta: Omit<Sample, 'file' | 'strip'>, make: () => Archive): Sample {
  let made: Archive | null = null;
  const archive = (): Archive => (made ??= make());
  return {
    ...meta,
    file: () => new File([archive().bytes], meta.fileName, { type: 'application/octet-stream', lastModified: 0 }),
    strip: () => archive().parts.map((part) => ({ kind: part.kind, share: part.bytes / archive().bytes.length })),
  };
}

export const samples: readonly Sample[] = [
  sample(
    {
      id: 'broken-pickle',
      title: 'Malicious Models on Hugging Face',
      text: 'A checkpoint whose program breaks on purpose: the command runs, then loading fails.',
      fileName: 'baller-chat.pt',
      verdict: 'runs-code',
      reference: 'AML.CS0031',
    },
    () => brokenPickle(torchZip),
  ),
  sample(
    {
      id: 'broken-pickle-7z',
      title: 'The same, in a 7z',
      text: 'As it was found: packed so that tools which look for a ZIP see nothing to check.',
      fileName: 'goober.pt',
      verdict: 'runs-code',
      reference: 'AML.CS0031',
    },
    () => brokenPickle(sevenZip),
  ),
  sample(
    {
      id: 'hidden-call',
      title: 'One line among hundreds',
      text: 'A working model with a shell command between two layers. Loading it looks normal.',
      fileName: 'pytorch_model.bin',
      verdict: 'runs-code',
      reference: 'AML.T0018.002',
    },
    () => checkpoint('pytorch_model', hiddenCall),
  ),
  sample(
    {
      id: 'two-names',
      title: 'Two names, one entry',
      text: 'A ZIP whose header and directory disagree about a name, so that a scanner gives up.',
      fileName: 'model.pt',
      verdict: 'runs-code',
      reference: 'CVE-2025-1944',
    },
    twoNames,
  ),
  sample(
    {
      id: 'template',
      title: 'A chat template that reaches out',
      text: 'Tokenizer settings whose template climbs to the operating system when a chat is formatted.',
      fileName: 'tokenizer_config.json',
      verdict: 'runs-code',
      reference: 'CVE-2024-34359',
    },
    template,
  ),
  sample(
    {
      id: 'plain-checkpoint',
      title: 'An ordinary checkpoint',
      text: 'A small encoder saved by torch.save. What a quiet file looks like.',
      fileName: 'encoder.pt',
      verdict: 'nothing-runs',
      reference: 'PyTorch',
    },
    () => checkpoint('encoder'),
  ),
];
