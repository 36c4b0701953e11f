import type { Cursor } from '../../source/cursor.ts';
import { counted, skip, take } from './parts.ts';
import type { Matrix, Stop, Walker } from './read.ts';

const BREAKS = 'The model breaks off, or a number of it cannot be.';
const ASTRAY = 'A node of a tree leads outside the tree, or to a node that another one leads to.';
/** Parameters of the learner, of the trees together, of one tree, and of a linear model; a node, and what was measured for it. */
const LEARNER = 136;
const TREES = 160;
const TREE = 148;
const LINEAR = 136;
const NODE = 20;
const STATS = 16;
/** Nodes looked at together. */
const STEP = 8192;
const NAME = 64;
const MAX_TEXTS = 1_000_000;

interface Learner {
  readonly features: number;
  /** Numbers that the model answers with. */
  readonly groups: number;
  /** Before 1.0: without a version. */
  readonly isOld: boolean;
}

/** XGBoost 0.6 to 2.0 (src/learner.cc, LearnerIO::LoadModel). Nothing in a model is checked there before it is used as an index. */
export const walkXgboostOld: Walker = async (cursor, matrices) => {
  const start = new TextDecoder().decode(await cursor.source.read(0, 4));
  if (start === 'bs64') return { kind: 'unsupported', what: 'A model written in Base64: such models are not read.' };
  if (start === 'binf') cursor.at = 4;
  const head = await cursor.view(LEARNER);
  if (head === null) return BREAKS;
  // Classes, and since 1.6 targets.
  const groups = Math.max(1, head.getInt32(8, true), head.getInt32(28, true));
  const learner = { features: head.getUint32(4, true), groups, isOld: head.getUint32(20, true) === 0 };
  const [hasAttributes, hasMetrics] = [12, 16].map((at) => head.getInt32(at, true) !== 0);
  const objective = await text(cursor);
  const booster = await text(cursor);
  if (booster === null) return BREAKS;
  const stop =
    booster === 'gblinear' ? await linear(cursor, matrices, learner) : await trees(cursor, matrices, learner, booster);
  if (stop !== null) return stop;
  if (hasAttributes === true && !(await texts(cursor, 2))) return BREAKS;
  if (!learner.isOld) return null;
  if (objective === 'count:poisson' && (await text(cursor)) === null) return BREAKS;
  return hasMetrics === true && !(await texts(cursor, 1)) ? BREAKS : null;
};

/** src/gbm/gblinear_model.h, GBLinearModel::Load. */
async function linear(cursor: Cursor, matrices: Matrix[], { features, groups }: Learner): Promise<Stop | null> {
  const count = skip(cursor, LINEAR) ? await counted(cursor, 4) : null;
  if (count === null) return BREAKS;
  const shape = [features + 1, groups];
  if (count < (features + 1) * groups) return 'The linear model has fewer weights than features and classes need.';
  const isExact = count === (features + 1) * groups;
  take(cursor, matrices, { name: 'weight', dtype: 'float32', shape: isExact ? shape : [count], each: 4 });
  return null;
}

/** src/gbm/gbtree_model.cc, GBTreeModel::Load; src/gbm/gbtree.cc, Dart::Load. */
async function trees(cursor: Cursor, matrices: Matrix[], learner: Learner, booster: string): Promise<Stop | null> {
  if (booster !== 'gbtree' && booster !== 'dart')
    return { kind: 'unsupported', what: 'A booster that XGBoost does not have.' };
  const count = (await cursor.view(TREES))?.getInt32(0, true) ?? -1;
  if (count < 0 || count > cursor.left / (TREE + NODE + STATS)) return BREAKS;
  for (let i = 0; i < count; i += 1) {
    const stop = await tree(cursor, learner);
    if (stop !== null) return stop;
  }
  for (let i = 0; i < count; i += 1) {
    const group = await cursor.u32();
    if (group === null) return BREAKS;
    if (group >= learner.groups) return 'A tree adds to a class that the model does not have.';
  }
  if (booster === 'gbtree' || count === 0) return null;
  const weights = await counted(cursor, 4);
  if (weights === null) return BREAKS;
  if (weights < count) return 'Fewer weights than trees.';
  take(cursor, matrices, { name: 'weight_drop', dtype: 'float32', shape: [weights], each: 4 });
  return null;
}

/** src/tree/tree_model.cc, RegTree::Load. Where no node is led to twice and none to the first, every way ends at a leaf. */
async function tree(cursor: Cursor, { features, isOld }: Learner): Promise<Stop | null> {
  const head = await cursor.view(TREE);
  const nodes = head?.getInt32(4, true) ?? 0;
  // Leaves that answer with several numbers.
  const hasVectors = isOld && head?.getInt32(20, true) !== 0;
  if (nodes <= 0 || nodes > cursor.left / (NODE + STATS)) return BREAKS;
  const seen = new Uint8Array(Math.ceil(nodes / 8));
  for (let from = 0; from < nodes; from += STEP) {
    const part = await cursor.view(Math.min(STEP, nodes - from) * NODE);
    for (let at = 0; at < (part?.byteLength ?? 0); at += NODE) {
      const [left = -1, right = -1, split = 0] = [4, 8, 12].map((field) => part?.getInt32(at + field, true));
      if (left === -1) continue;
      for (const child of [left, right]) {
        const [byte, bit] = [child >> 3, 1 << (child & 7)];
        if (child <= 0 || child >= nodes || ((seen[byte] ?? 0) & bit) !== 0) return ASTRAY;
        seen[byte] = (seen[byte] ?? 0) | bit;
      }
      // The highest bit says where missing values go.
      if ((split & 0x7fffffff) >= features) return 'A node of a tree asks for a feature that the model does not have.';
    }
  }
  if (!skip(cursor, nodes * STATS)) return BREAKS;
  return hasVectors && !skip(cursor, ((await counted(cursor, 4)) ?? -1) * 4) ? BREAKS : null;
}

/** A list of texts, or of pairs of them. */
async function texts(cursor: Cursor, each: number): Promise<boolean> {
  const count = await counted(cursor, each * 8);
  if (count === null || count > MAX_TEXTS) return false;
  for (let i = 0; i < count * each; i += 1) if ((await text(cursor)) === null) return false;
  return true;
}

/** Steps over a text; answers how it begins. */
async function text(cursor: Cursor): Promise<string | null> {
  const length = await counted(cursor, 1);
  const at = cursor.at;
  if (length === null || !skip(cursor, length)) return null;
  return new TextDecoder().decode(await cursor.source.read(at, Math.min(length, NAME)));
}
