import type { OddityFact, TensorFact } from '../../facts.ts';
import { data, prose } from '../../report/prose.ts';
import type { Folder, FolderFile } from './types.ts';
import { factsOf, folderOf, oddity } from './codes.ts';

/** The same weights twice: some loaders take the pickle, some the safetensors. They have to hold the same tensors. */
export function compareSets({ files }: Folder): OddityFact[] {
  const sets = new Map<string, { pickle: FolderFile[]; plain: FolderFile[] }>();
  for (const file of files) {
    const stem = stemOf(file.path);
    if (stem === null) continue;
    const set = sets.get(stem) ?? { pickle: [], plain: [] };
    (file.path.endsWith('.safetensors') ? set.plain : set.pickle).push(file);
    sets.set(stem, set);
  }
  return [...sets.values()].flatMap(({ pickle, plain }) =>
    pickle.length > 0 && plain.length > 0 ? compare(pickle, plain) : [],
  );
}

/** `pytorch_model-00001-of-00002.bin` and `model-00001-of-00002.safetensors` are parts of one set: `model`. */
function stemOf(path: string): string | null {
  const match = /([^/]+)\.(?:bin|pt|pth|safetensors)$/i.exec(path);
  if (match === null) return null;
  const name = (match[1] ?? '')
    .replace(/-\d{5}-of-\d{5}$/, '')
    .replace(/^pytorch_model$/, 'model')
    .replace(/^diffusion_pytorch_model$/, 'diffusion');
  return folderOf(path) + name;
}

function compare(pickle: readonly FolderFile[], plain: readonly FolderFile[]): OddityFact[] {
  const left = tensorsOf(pickle);
  const right = tensorsOf(plain);
  if (left.size === 0 || right.size === 0) return [];
  const differing = [...right].filter(([name, tensor]) => {
    const other = left.get(name);
    return other !== undefined && (other.dtype !== tensor.dtype || other.shape.join() !== tensor.shape.join());
  });
  const only = [...right.keys()].filter((name) => !left.has(name));
  const [first] = differing;
  // Tensors that share memory are written once in safetensors: fewer there is ordinary, more is not.
  if (first === undefined && only.length === 0) return [];
  const name = first?.[0] ?? only[0] ?? '';
  const tensor = right.get(name);
  if (tensor === undefined) return [];
  return [
    oddity(
      'weights-differ',
      tensor.at,
      name,
      prose`${data(pickle[0]?.path ?? '', 120)} and ${data(plain[0]?.path ?? '', 120)} should hold the same weights: ${differing.length} tensors differ, ${only.length} are only in the latter.`,
      [
        { reader: 'loads the pickle', sees: prose`${shown(left.get(name))}` },
        { reader: 'loads safetensors', sees: prose`${shown(tensor)}` },
      ],
    ),
  ];
}

function tensorsOf(files: readonly FolderFile[]): Map<string, TensorFact> {
  return new Map(files.flatMap((file) => factsOf(file, 'tensor').map((fact) => [fact.name, fact] as const)));
}

function shown(tensor: TensorFact | undefined): string {
  return tensor === undefined ? 'no such tensor' : `${tensor.dtype} [${tensor.shape.slice(0, 8).join(', ')}]`;
}
