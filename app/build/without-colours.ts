/** The grammar of Python brings along how an editor colours it, which nobody looks at here: two kilobytes of the page. */
import type { Plugin } from 'vite';

const COLOURS = /import \{ styleTags, tags \} from '@lezer\/highlight';([\s\S]*?=) styleTags\(\{[\s\S]*?\n\}\);/;

export function withoutColours(): Plugin {
  return {
    name: 'vitrine:without-colours',
    apply: 'build',
    transform: {
      filter: { id: /\/@lezer\/python\/dist\/index\.js$/ },
      handler(code) {
        if (!COLOURS.test(code))
          throw new Error('The grammar of Python has changed: look at app/build/without-colours.ts.');
        return { code: code.replace(COLOURS, '$1 () => undefined;'), map: null };
      },
    },
  };
}
