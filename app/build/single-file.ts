/** Leaves one file of the whole build: index.html with everything in it. */
import type { Plugin, Rolldown } from 'vite';
import { earlyScripts } from './early-script.ts';
import { NOTICES, type Notices } from './notices.ts';
import { assemblePage } from './page.ts';

const EARLY = /\s*<script type="module" src=".\/engine\/early.ts"><\/script>/;

export function singleFile(notices: Notices, target: string[]): Plugin {
  let root = '';
  return {
    name: 'vitrine:single-file',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => {
      root = config.root;
    },
    // In the build the first script is bundled by itself.
    transformIndexHtml: { order: 'pre', handler: (html) => html.replace(EARLY, '') },
    generateBundle: {
      // After Vite wrote its tags into the shell.
      order: 'post',
      async handler(_options, bundle) {
        const shell = bundle['index.html'];
        if (shell?.type !== 'asset') throw new Error('The build made no index.html.');
        const { chunks, styles, others } = parts(bundle);
        const [main, ...more] = chunks;
        if (main === undefined || more.length > 0)
          throw new Error(`One script expected, got ${chunks.length.toString()}.`);
        if (others.length > 0) throw new Error(`Not inlined: ${others.join(', ')}.`);
        const scripts = { ...(await earlyScripts(root, target, notices)), main };
        shell.source = assemblePage(asText(shell.source), scripts, styles.join('\n'));
        for (const name of Object.keys(bundle)) {
          if (name !== 'index.html') Reflect.deleteProperty(bundle, name);
        }
        this.emitFile({ type: 'asset', fileName: NOTICES, source: notices.markdown() });
      },
    },
  };
}

function parts(bundle: Rolldown.OutputBundle) {
  const chunks: string[] = [];
  const styles: string[] = [];
  const others: string[] = [];
  for (const part of Object.values(bundle)) {
    if (part.type === 'chunk') chunks.push(part.code);
    else if (part.fileName.endsWith('.css')) styles.push(asText(part.source));
    else if (part.fileName !== 'index.html') others.push(part.fileName);
  }
  return { chunks, styles, others };
}

function asText(source: string | Uint8Array): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}
