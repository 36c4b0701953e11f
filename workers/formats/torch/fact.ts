import type { PythonCall } from '../../facts.ts';
import type { Prose } from '../../report/prose.ts';
import type { Place } from '../../report/schema.ts';

/** torch container as torch itself would see it. */
export interface TorchFact {
  readonly kind: 'torch';
  readonly at: Place;
  readonly container: 'zip' | 'legacy' | 'tar';
  /** Folder all records share, of the first directory entry. */
  readonly root: string | null;
  /** Entries outside that folder: torch refuses an archive that has any. */
  readonly strays: number;
  /** The container starts at the first byte: torch looks there only. */
  readonly atStart: boolean;
  /** torch.load takes it for TorchScript and hands it on, or refuses it. */
  readonly torchScript: boolean;
  /** The program torch.jit.load finds in it. */
  readonly script: TorchScript | null;
  readonly byteorder: 'little' | 'big' | null;
  /** Id of the program torch unpickles as the object; null when there is none. */
  readonly pickle: number | null;
  /** What torch.load stops at, in its order, when nothing in the programs stops it before. */
  readonly stops: readonly TorchStop[];
}

export interface TorchScript {
  /** What torch.jit.load stops at before it looks for anything. */
  readonly stop: Prose | null;
  /** The program it unpickles first, constants.pkl; null when that was not read. */
  readonly constants: number | null;
  /** What it stops at there, when nothing in the program stops it before. */
  readonly constantStops: readonly TorchStop[];
  /** Names of the members torch may ask for as sources. */
  readonly sources: readonly string[];
  /** What bytecode calls, which runs in their stead on phones. Null: not all of it was looked at, or the program is of the oldest kind. */
  readonly bytecode: readonly PythonCall[] | null;
}

/** A check of torch.load that the file does not pass. */
export interface TorchStop {
  readonly what: Prose;
  readonly at: Place;
  /** Program and step it comes at; a step of null is after its STOP, a program of null is before all of them. */
  readonly program: number | null;
  readonly step: number | null;
  /** First version that checks it, as major × 100 + minor; 0 for all. */
  readonly since: number;
}
