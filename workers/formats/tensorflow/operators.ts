import { OPERATORS } from './operators.data.ts';
import type { TensorflowCode } from './codes.ts';

/** What an operator reaches besides its inputs, and by which of them, or which attribute, it is told where. */
export interface Reach {
  readonly code: TensorflowCode;
  readonly input: number | null;
  readonly attribute: string | null;
  /** It is ordinary in models, and told only where the model itself names a place outside its folder. */
  readonly isOrdinary: boolean;
}

/**
 * Operators that reach beyond the graph, `name:input` or `name@attribute` (tensorflow/core/ops of 2.21; inputs as TF_GetAllOpList has
 * them). Behind the bar those every model has: saving and restoring its own variables, reading its own vocabulary.
 */
const TABLE: Readonly<Record<'write' | 'read' | 'network' | 'python', string>> = {
  write:
    'WriteFile:0 WriteGraphDef SaveDataset:1 SaveDatasetV2:1 DatasetToTFRecord:1 DatasetToTFRecordV2:1 ExperimentalDatasetToTFRecord:1 SnapshotDataset:1 SnapshotDatasetV2:1 CreateSummaryFileWriter:1 CreateSummaryDbWriter:1 DistributedSave:1 CalibrationStatisticsSaver@output_file_path DumpTensor@log_dir_path | SaveV2:0 Save:0 SaveSlices:0 MergeV2Checkpoints:1 CacheDataset:1 CacheDatasetV2:1 PrintV2@output_stream DebugIdentity@debug_urls DebugIdentityV2@debug_urls DebugIdentityV3@debug_urls DebugNanCount@debug_urls DebugNumericSummary@debug_urls',
  read: 'ReadFile:0 MatchingFiles:0 MatchingFilesDataset:0 ExperimentalMatchingFilesDataset:0 ImmutableConst@memory_region_name LoadDataset:0 LoadDatasetV2:0 FixedLengthRecordDataset:0 FixedLengthRecordDatasetV2:0 TextLineDataset:0 TFRecordDataset:0 TFRecordDatasetV2:0 SqlDataset:1 ExperimentalSqlDataset:1 LMDBDataset:0 ExperimentalLMDBDataset:0 CSVDataset:0 CSVDatasetV2:0 ExperimentalCSVDataset:0 WholeFileReader WholeFileReaderV2 TextLineReader TextLineReaderV2 FixedLengthRecordReader FixedLengthRecordReaderV2 TFRecordReader TFRecordReaderV2 LMDBReader RecordInput@file_pattern ListSnapshotChunksDataset:0 SnapshotDatasetReader:0 SnapshotChunkDataset:0 | RestoreV2:0 Restore:0 RestoreSlice:0 DTensorRestoreV2:0 LoadAndRemapMatrix:0 GenerateVocabRemapping:0 InitializeTableFromTextFile:1 InitializeTableFromTextFileV2:1 Skipgram@filename FixedUnigramCandidateSampler@vocab_file DecodeProtoV2@descriptor_source EncodeProto@descriptor_source',
  network:
    'RpcServer:0 RpcClient:0 DataServiceDataset:2 DataServiceDatasetV2:2 DataServiceDatasetV3:2 DataServiceDatasetV4:2 RegisterDataset:1 RegisterDatasetV2:1',
  python: 'PyFunc PyFuncStateless EagerPyFunc GeneratorDataset',
};

/** Operators that hold a program of another language, by the attribute it is in. */
export const PROGRAMS: ReadonlySet<string> = new Set([
  'XlaCallModule',
  'TRTEngineOp',
  'MlirPassthroughOp',
  '_TPUCompileMlir',
  '_XlaHostComputeMlir',
]);

let reaches: ReadonlyMap<string, Reach> | null = null;
let known: ReadonlySet<string> | null = null;

export function reachOf(operator: string): Reach | null {
  reaches ??= new Map(
    (['write', 'read', 'network', 'python'] as const).flatMap((code) => {
      const [told = '', ordinary = ''] = TABLE[code].split(' | ');
      return [...entries(told, code, false), ...entries(ordinary, code, true)];
    }),
  );
  return reaches.get(operator) ?? null;
}

function entries(list: string, code: TensorflowCode, isOrdinary: boolean): [string, Reach][] {
  return list
    .split(' ')
    .filter((one) => one !== '')
    .map((one) => {
      const [name = '', input] = one.split(':');
      const [bare = '', attribute] = name.split('@');
      return [
        bare,
        { code, input: input === undefined ? null : Number(input), attribute: attribute ?? null, isOrdinary },
      ];
    });
}

/** Optimisers and products on TPUs: a name for each kind of parameter. */
const FAMILIES = /^(?:(?:Load|Retrieve)TPUEmbedding|XlaSparse)\w+$/;

/** Whether TensorFlow itself brings the operator along. */
export function isOwn(operator: string): boolean {
  return (known ??= names()).has(operator) || FAMILIES.test(operator) || reachOf(operator) !== null;
}

function names(): Set<string> {
  let before = '';
  const all = OPERATORS.trim().split(/\s+/);
  return new Set(all.map((one) => (before = before.slice(0, parseInt(one.slice(0, 1), 36)) + one.slice(1))));
}
