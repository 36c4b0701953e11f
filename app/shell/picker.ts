/** The two file inputs stand in the page (see Inputs.tsx); buttons and keys press them. */
export type Picked = 'files' | 'folder';

export const inputId: Readonly<Record<Picked, string>> = { files: 'pick-files', folder: 'pick-folder' };

export function pick(what: Picked): void {
  document.getElementById(inputId[what])?.click();
}
