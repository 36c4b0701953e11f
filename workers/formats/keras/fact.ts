import type { CodeSummary } from '../../lang/marshal/summary.ts';
import type { Place } from '../../report/schema.ts';

/**
 * What a Keras configuration makes its loader do besides making Keras' own layers.
 *
 * bytecode  marshalled Python code: `__lambda__`, or a Lambda layer as Keras 2 writes it
 * unclear   a Lambda layer whose function is written as no version writes it
 * name      a class or function is looked up by module and name
 * custom    a class that only the caller's own code can give
 * torch     a torch module saved into a text, unpickled when the layer is made
 * model     another saved model, read from a path
 * file      values that are read from a file or address
 * label     a layer whose name is a path: its weights are stored under it
 */
export type KerasWhat = 'bytecode' | 'unclear' | 'name' | 'custom' | 'torch' | 'model' | 'file' | 'label';

export interface KerasFact {
  readonly kind: 'keras';
  /** The text that says so. */
  readonly at: Place;
  readonly what: KerasWhat;
  /** Class of the layer it belongs to. */
  readonly layer: string;
  /** For `name`: the module that is imported. */
  readonly module: string | null;
  /** Class, function, path or label. */
  readonly name: string;
  /** For `bytecode`: what the code uses, when it could be taken apart. */
  readonly code: CodeSummary | null;
}
