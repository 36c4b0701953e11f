import { samples } from '../../samples/index.ts';
import type { Collected } from '../../shell/collect.ts';

const STEPS = [
  'In February 2025 two models on Hugging Face were found to hold a reverse shell. A checkpoint of PyTorch is a ZIP; these were 7z archives, which torch.load does not open and scanners did not look into. Whoever unpacked one had an ordinary looking data.pkl in hand.',
  'A pickle is a program. The first thing this one does is import os.system and call it: GLOBAL, a text, TUPLE1, REDUCE. When the call returns, the command has run, with the rights of whoever loaded the file.',
  'Right behind the call the stream is broken on purpose. Loading ends with an error, which looks like a bad download. A scanner that parses the whole stream before it judges stops with the same error and reports nothing.',
  'Vitrine follows the program step by step as the loader would. The call stands before the break, so it is told with its byte and its command; what comes after the break is told as not known.',
] as const;

interface StoryProps {
  readonly onFiles: (collected: Collected) => void;
}

/** MITRE ATLAS AML.CS0031, told along the two samples that re-create it. */
export function Story({ onFiles }: StoryProps) {
  const open = (id: string): void => {
    const file = samples.find((sample) => sample.id === id)?.file();
    if (file !== undefined) onFiles({ files: [{ name: file.name, file }], folder: false, unreadable: 0, cut: false });
  };
  return (
    <details className="story">
      <summary>Malicious Models on Hugging Face (AML.CS0031), step by step</summary>
      <ol>
        {STEPS.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="row-f">
        <button
          type="button"
          className="btn"
          onClick={() => {
            open('broken-pickle-7z');
          }}
        >
          Look into the 7z
        </button>
        <button
          type="button"
          className="btn"
          onClick={() => {
            open('broken-pickle');
          }}
        >
          Look into the checkpoint
        </button>
      </p>
    </details>
  );
}
