import { prose } from '../../../../report/prose.ts';
import { type Handler, under } from '../handlers.ts';
import { instanceOf } from '../objects.ts';
import { show, shownName } from '../render.ts';
import { textOf, UNKNOWN } from '../sym.ts';

/**
 * Objects that travel with the source of their module. `torch_utils/persistence.py` of NVIDIA's generators (StyleGAN2-ADA, StyleGAN3, EDM):
 * `_src_to_module` runs the text `module_src` of the dict it is given, before anything else of it is used.
 */
const persistent: Handler = (world, args, route, name) => {
  const [meta] = args.positional ?? [];
  const pairs = meta === undefined ? null : world.allPairs(meta);
  const source = pairs?.findLast(([key]) => textOf(key) === 'module_src')?.[1] ?? UNKNOWN;
  world.act('call', {
    name,
    shown: prose`${shownName(name)}(module_src=${show(world, source, 2)})`,
    known: source.kind === 'str',
    text: textOf(source),
    via: route.via,
    isNew: route.isNew,
  });
  return instanceOf(name, args, world);
};

export const SOURCES = under('torch_utils.persistence._reconstruct_persistent_obj', persistent);
