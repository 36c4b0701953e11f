import { data, prose, type Prose } from '../../report/prose.ts';
import type { Oddities } from '../oddities.ts';
import type { TensorflowCode } from './codes.ts';
import { type Graph, Graphs, type Node, type Origin } from './graph.ts';
import type { Reach } from './operators.ts';
import { isOutside } from './outside.ts';

/** A node whose operator reaches beyond the graph. */
export interface Sink {
  readonly node: Node;
  readonly reach: Reach;
}

/** Paths that are followed back; beyond it operators are told without theirs. */
const MOST_FOLLOWED = 2_000;

/** Tells what operators reach, and where, as far as the file itself says so. */
export function judge(
  odd: Oddities<TensorflowCode>,
  graphs: readonly Graph[],
  sinks: readonly Sink[],
  assets: ReadonlySet<string>,
): void {
  if (sinks.length === 0) return;
  const all = new Graphs(graphs);
  const graphOf = new Map(graphs.flatMap((graph) => [...graph.nodes.values()].map((node) => [node, graph] as const)));
  sinks.forEach(({ node, reach }, index) => {
    const origin = originOf(all, graphOf.get(node), index < MOST_FOLLOWED ? reach : null, node, assets);
    if (!reach.isOrdinary || isTold(origin, reach)) tell(odd, node, reach, origin);
  });
}

const NOT_FOLLOWED: Origin = { texts: [], isGiven: true, isComputed: false };

function originOf(
  all: Graphs,
  graph: Graph | undefined,
  reach: Reach | null,
  node: Node,
  assets: ReadonlySet<string>,
): Origin {
  if (reach?.attribute != null) {
    const text = node.attributes.get(reach.attribute);
    return { texts: text === undefined ? [] : [text], isGiven: false, isComputed: false };
  }
  const input = reach?.input == null ? undefined : node.inputs[reach.input];
  return graph === undefined || input === undefined ? NOT_FOLLOWED : all.originOf(graph, input, assets);
}

/** The model itself names a place outside its folder, or puts one together that nobody gives it. */
function isTold({ texts, isGiven, isComputed }: Origin, { attribute }: Reach): boolean {
  if (texts.some(isOutside)) return true;
  return attribute === null && isComputed && !isGiven && texts.length > 0;
}

function tell(odd: Oddities<TensorflowCode>, { op, name, at, length }: Node, { code }: Reach, { texts }: Origin): void {
  const path = texts.find(isOutside) ?? texts.find((text) => text !== '');
  const where: Prose = path === undefined ? [] : prose` What it is given begins with ${data(path, 200)}.`;
  odd.state({
    code,
    offset: at,
    length,
    subject: op,
    what: prose`The graph has the operator ${data(op, 80)}, called ${data(name, 120)}.${where}`,
  });
}
