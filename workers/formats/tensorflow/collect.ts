import { LIMITS } from '../../limits.ts';
import type { Visited } from '../../lang/protobuf/walk.ts';
import type { Graph, Node } from './graph.ts';
import { KEY, NODE, TENSOR } from './schema.ts';

/** Nodes and functions kept of one file, and texts and attributes kept of a node. */
const MOST_NODES = 300_000;
const MOST_GRAPHS = 50_000;
const MOST = 64;

/** Puts nodes and functions together from the messages of a walk, which come with what is inside first. */
export class Collector {
  readonly graphs: Graph[] = [];
  /** Nodes and functions that were not kept. */
  more = 0;
  #kept = 0;
  #nodes: Node[] = [];
  #parameters: string[] = [];
  #function = '';
  #texts: string[] = [];
  /** Of the attribute, and of the node, that is being read. */
  #text: string | null = null;
  #called: string[] = [];
  #attributes = new Map<string, string>();
  #calls: string[] = [];

  /** Returns the node that is complete now, if one is. */
  visit(visited: Visited): Node | null {
    const { texts } = visited;
    const text = texts.get(KEY)?.text ?? '';
    switch (visited.message) {
      case 'TensorProto':
        for (const one of visited.lists.get(TENSOR.text) ?? []) keep(this.#texts, one.text);
        break;
      case 'NameAttrList':
        keep(this.#called, text);
        break;
      case 'AttrValue':
      case 'AttrValue.ListValue':
        this.#text = texts.get(2)?.text ?? this.#text;
        break;
      case 'NodeDef.AttrEntry':
        this.#attribute(text);
        break;
      case 'InputArg':
        keep(this.#parameters, text, LIMITS.factsPerCode);
        break;
      case 'OpDef':
        this.#function = text;
        break;
      case 'FunctionDef':
        this.#close(this.#function, visited.at);
        break;
      case 'GraphDef':
        this.#close('', visited.at);
        break;
      case 'NodeDef':
        return this.#node(visited);
    }
    return null;
  }

  /** What belongs to no graph that was closed: a file that breaks off. */
  end(): void {
    if (this.#nodes.length > 0) this.#close('', 0);
  }

  #attribute(key: string): void {
    if (this.#text !== null && this.#attributes.size < MOST) this.#attributes.set(key, this.#text);
    for (const name of this.#called) keep(this.#calls, name);
    this.#text = null;
    this.#called = [];
  }

  #node({ at, length, texts, lists }: Visited): Node {
    const node: Node = {
      name: texts.get(NODE.name)?.text ?? '',
      op: texts.get(NODE.op)?.text ?? '',
      at,
      length,
      inputs: (lists.get(NODE.input) ?? []).map(({ text }) => text),
      texts: this.#texts,
      attributes: this.#attributes,
      // A node whose operator is a function calls it.
      calls: [...this.#calls, texts.get(NODE.op)?.text ?? ''],
    };
    this.#texts = [];
    this.#calls = [];
    if (this.#attributes.size > 0) this.#attributes = new Map();
    this.#kept += 1;
    if (this.#kept <= MOST_NODES) this.#nodes.push(node);
    else this.more += 1;
    return node;
  }

  /** Nodes from `at` on are the graph's own: those before it belong to the graph around it. */
  #close(name: string, at: number): void {
    let first = this.#nodes.length;
    while (first > 0 && (this.#nodes[first - 1]?.at ?? 0) >= at) first -= 1;
    const nodes = this.#nodes.splice(first);
    if (this.graphs.length === MOST_GRAPHS) this.more += 1;
    else
      this.graphs.push({ name, parameters: this.#parameters, nodes: new Map(nodes.map((node) => [node.name, node])) });
    this.#parameters = [];
  }
}

function keep(list: string[], text: string, most = MOST): void {
  if (list.length < most) list.push(text);
}
