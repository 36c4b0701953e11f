/** A node as far as the way of a path leads through it. */
export interface Node {
  readonly name: string;
  readonly op: string;
  readonly at: number;
  readonly length: number;
  readonly inputs: readonly string[];
  /** Texts of a constant. */
  readonly texts: readonly string[];
  /** Texts of its attributes, and functions it calls, by key. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly calls: readonly string[];
}

/** The main graph, whose name is empty, or a function. */
export interface Graph {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly nodes: ReadonlyMap<string, Node>;
}

/** What the text of an input is made of. */
export interface Origin {
  readonly texts: readonly string[];
  /** A caller gives it, or what it restores. */
  readonly isGiven: boolean;
  /** It is put together by more than joining names. */
  readonly isComputed: boolean;
}

/** Steps from an operator back to where its path comes from. */
const MAX_STEPS = 2_000;
const MAX_TEXTS = 16;

/** Operators whose result begins as these inputs of theirs do. */
const LEADS: Readonly<Record<string, readonly number[]>> = {
  StringJoin: [],
  ShardedFilename: [0],
  ShardedFilespec: [0],
  Select: [1, 2],
  SelectV2: [1, 2],
};
/** Operators that hand a text on as it is. */
const PLAIN =
  /^(?:Identity|IdentityN|PlaceholderWithDefault|Pack|ConcatV2|Concat|ExpandDims|Reshape|Squeeze|Gather|GatherV2|Fill|StopGradient|Snapshot|Tile|Unpack|StridedSlice)$/;
/** Operators whose result comes from outside the file. */
const GIVEN = /^(?:Placeholder\w*|_Arg|VarHandleOp|ReadVariableOp|HashTable\w*|Variable\w*|IteratorGetNext\w*)$/;

/** Follows texts through graphs and the functions they call. */
export class Graphs {
  readonly #callers = new Map<string, { readonly graph: Graph; readonly node: Node }[]>();

  constructor(graphs: readonly Graph[]) {
    for (const graph of graphs)
      for (const node of graph.nodes.values())
        for (const name of node.calls) {
          const callers = this.#callers.get(name) ?? [];
          this.#callers.set(name, callers);
          if (callers.length < MAX_TEXTS) callers.push({ graph, node });
        }
  }

  /** Where the text of an input comes from. `assets` are nodes whose value the loader sets. */
  originOf(graph: Graph, input: string, assets: ReadonlySet<string>): Origin {
    const texts: string[] = [];
    const seen = new Set<string>();
    const open: { readonly graph: Graph; readonly input: string }[] = [{ graph, input }];
    let [isGiven, isComputed] = [false, false];
    for (let steps = 0; steps < MAX_STEPS; steps += 1) {
      const next = open.pop();
      if (next === undefined) return { texts, isGiven, isComputed };
      const name = nameOf(next.input);
      const key = `${next.graph.name}\0${name}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const node = next.graph.nodes.get(name);
      if (node === undefined) {
        const callers = this.#argument(next.graph, name);
        if (callers.length === 0) isGiven = true;
        open.push(...callers);
      } else if (GIVEN.test(node.op) || (next.graph.name === '' && assets.has(name))) isGiven = true;
      else if (node.op === 'Const') texts.push(...node.texts.slice(0, Math.max(0, MAX_TEXTS - texts.length)));
      else {
        isComputed ||= LEADS[node.op] === undefined && !PLAIN.test(node.op);
        for (const one of leading(next.graph, node)) open.push({ graph: next.graph, input: one });
      }
    }
    return { texts, isGiven, isComputed: true };
  }

  /** What callers hand over for a parameter. */
  #argument(graph: Graph, name: string): { graph: Graph; input: string }[] {
    const index = graph.parameters.indexOf(name);
    if (index < 0) return [];
    return (this.#callers.get(graph.name) ?? []).flatMap(({ graph: from, node }) => {
      const first = /^(?:Stateless)?(?:If|Case)$/.test(node.op) ? 1 : 0;
      const input = node.inputs[index + first];
      return input === undefined ? [] : [{ graph: from, input }];
    });
  }
}

/** Inputs that say how a result begins: of a joined text the first that is not empty. */
function leading(graph: Graph, { op, inputs }: Node): readonly string[] {
  const lead = LEADS[op];
  if (lead === undefined) return inputs.filter((input) => !input.startsWith('^'));
  if (op !== 'StringJoin') return lead.flatMap((index) => inputs[index] ?? []);
  const isEmpty = (input: string): boolean => {
    const node = graph.nodes.get(nameOf(input));
    return node?.op === 'Const' && node.texts.every((text) => text === '');
  };
  return inputs.filter((input) => !isEmpty(input)).slice(0, 1);
}

/** `node`, `node:1` and `node:out:0` are the node's results. */
function nameOf(input: string): string {
  const colon = input.indexOf(':');
  return colon < 0 ? input : input.slice(0, colon);
}
