/** Leaves one file of the whole build: index.html with everything in it. */
import type { Plugin, Rolldown } from 'vite';
import { assemblePage } from './page.ts';

const EARLY = /\s*<script type="module" src=".\/engine\/early.ts"><\/script>/;

export function singleFile(): Plugin {
  return {
    name: 'vitrine:single-file',
    apply: 'build',
    enforce: 'post',
    // In the build the first script is an entry of its own, see app/engine/early.ts.
    transformIndexHtml: { order: 'pre', handler: (html) => html.replace(EARLY, '') },
    generateBundle: {
      // After Vite wrote its tags into the shell.
      order: 'post',
      handler(_options, bundle) {
        const shell = bundle['index.html'];
        if (shell?.type !== 'asset') throw new Error('The build made no index.html.');
        const { scripts, styles, others } = parts(bundle);
        const [early, main, ...more] = [scripts.get('early'), scripts.get('index'), ...scripts.keys()];
        if (early === undefined || main === undefined || more.length > 2)
          throw new Error(`Scripts early and index expected, got ${more.join(', ')}.`);
        if (others.length > 0) throw new Error(`Not inlined: ${others.join(', ')}.`);
        shell.source = assemblePage(asText(shell.source), { early, main }, styles.join('\n'));
        for (const name of Object.keys(bundle)) {
          if (name !== 'index.html' && !isNotice(name)) Reflect.deleteProperty(bundle, name);
        }
      },
    },
  };
}

function parts(bundle: Rolldown.OutputBundle) {
  const scripts = new Map<string, string>();
  const styles: string[] = [];
  const others: string[] = [];
  for (const part of Object.values(bundle)) {
    if (part.type === 'chunk') scripts.set(part.name, part.code);
    else if (part.fileName.endsWith('.css')) styles.push(asText(part.source));
    else if (part.fileName !== 'index.html' && !isNotice(part.fileName)) others.push(part.fileName);
  }
  return { scripts, styles, others };
}

/** Licence texts of what is bundled: the one thing that lies beside the page. */
export const NOTICES = 'third-party-licenses.md';
const isNotice = (name: string): boolean => name === NOTICES;

function asText(source: string | Uint8Array): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}
