import { StateCard } from '../../ui/StateCard.tsx';

/** What this browser lacks of the things Vitrine cannot do without. */
export function missing(): readonly string[] {
  const needs: readonly (readonly [string, boolean])[] = [
    ['WebAssembly', 'WebAssembly' in globalThis],
    ['Workers', 'Worker' in globalThis],
    ['DecompressionStream', 'DecompressionStream' in globalThis],
    ['Blob.arrayBuffer', 'arrayBuffer' in Blob.prototype],
    ['popovers', 'popover' in HTMLElement.prototype],
    ['light-dark()', CSS.supports('color', 'light-dark(#000, #fff)')],
  ];
  return needs.filter(([, has]) => !has).map(([name]) => name);
}

export function TooOld({ lacks }: { readonly lacks: readonly string[] }) {
  return (
    <main>
      <StateCard mark="unknown" tag="Older browser" title="This browser cannot read files in pieces.">
        <p>Use a version from 2024 or later. Nothing was read.</p>
        <p className="t3">It lacks {lacks.join(', ')}.</p>
      </StateCard>
    </main>
  );
}
