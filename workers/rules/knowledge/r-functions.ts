/**
 * What functions of R do, by the manuals of base, utils and methods (The R Reference Index) and of the packages sys, Rcpp, curl,
 * httr and remotes. Names only: R finds a function by its name, wherever it comes from.
 */
export type RReach =
  | 'program' /* starts a program or a shell */
  | 'text' /* evaluates a text or a file as R code */
  | 'native' /* loads native code */
  | 'network' /* downloads, or connects to another machine */
  | 'change'; /* removes or changes files, or the environment of the process */

const WORDS: Readonly<Record<RReach, string>> = {
  program: 'system system2 shell shell.exec pipe browseURL exec_wait exec_background exec_internal',
  text: 'source sys.source',
  native: 'dyn.load library.dynam sourceCpp cppFunction evalCpp',
  network:
    'download.file download.packages install.packages install_github socketConnection serverSocket make.socket curl_download curl_fetch_memory url',
  change: 'unlink file.remove file.rename file.copy Sys.setenv Sys.chmod',
};

const REACHES: ReadonlyMap<string, RReach> = new Map(
  (['program', 'text', 'native', 'network', 'change'] as const).flatMap((reach) =>
    WORDS[reach].split(' ').map((name) => [name, reach] as const),
  ),
);

/** Evaluate what the other group makes of a text. */
const EVALUATE = new Set([
  'eval',
  'evalq',
  'eval_tidy',
  'do.call',
  'get',
  'get0',
  'match.fun',
  'as.call',
  'as.function',
]);
const PARSE = new Set(['parse', 'str2lang', 'str2expression', 'parse_expr', 'parse_exprs']);
/** Texts that are put together from numbers: nobody writes a name like that who has nothing to hide. */
const DECODE = new Set(['rawToChar', 'intToUtf8', 'chartr', 'base64decode', 'base64_dec', 'base64_decode']);
/** Call a function that is handed to them, as itself or by its name. */
const INDIRECT = new Set(
  'do.call match.fun get get0 mget getExportedValue getFromNamespace Reduce Map Filter lapply sapply vapply mapply tapply apply as.call call eval evalq'.split(' '),
); // prettier-ignore
/** Of these, names that ordinary code gives to variables. */
const PLAIN = new Set(['source', 'url', 'pipe', 'shell']);

/** What calls of these names do, the gravest first; `mentions`: other names and texts there. */
export function reachOf(calls: Iterable<string>, mentions: Iterable<string>): { reach: RReach; name: string } | null {
  const called = new Set(calls);
  const handed = has(called, INDIRECT) === null ? [] : [...mentions].filter((name) => !PLAIN.has(name));
  let worst: { reach: RReach; name: string } | null = null;
  for (const name of [...called, ...handed]) {
    const reach = REACHES.get(name);
    if (reach !== undefined && (worst === null || rank(reach) < rank(worst.reach))) worst = { reach, name };
  }
  if (worst?.reach === 'program') return worst;
  const [by, from] = [has(called, EVALUATE), has(called, PARSE) ?? has(called, DECODE)];
  if (by !== null && from !== null && (by.startsWith('eval') || has(called, DECODE) !== null))
    return { reach: 'text', name: `${by}(${from}(…))` };
  return worst;
}

function has(called: ReadonlySet<string>, names: ReadonlySet<string>): string | null {
  for (const name of names) if (called.has(name)) return name;
  return null;
}

const ORDER: readonly RReach[] = ['program', 'text', 'native', 'network', 'change'];

function rank(reach: RReach): number {
  return ORDER.indexOf(reach);
}

/** Called by R itself: when a package or a session begins or ends (?.onLoad, ?Startup), when an object is freed. */
const SESSION = /^(?:\.on(?:Load|Attach|Unload)|\.(?:First|Last)(?:\.(?:lib|sys))?|finalize)$/;
/** Methods R calls when an object is shown, or read by its usual operators (?print, ?Extract, ?groupGeneric). */
const METHOD =
  /^(?:print|format|show|str|toString|length|names|dim|levels|rep|c|as\.(?:character|list|vector)|Ops|\[|\[\[|\$|@|\[<-|\[\[<-|\$<-|==)\./;
/** Functions everybody calls: a variable of a workspace of that name stands before R's own. */
const USUAL = new Set(
  'print cat c list length names paste paste0 library require ls rm q quit head tail summary predict str is.null return if for while function { ( [ [[ $ <- = + - * / : == ! load save saveRDS readRDS View plot data.frame read.csv write.csv set.seed lapply sapply message stop warning exists invisible'.split(' '),
); // prettier-ignore

/** When R would call a function of that name without being asked to; null for all others. */
export function hookOf(name: string, isWorkspace: boolean): string | null {
  if (SESSION.test(name))
    return name === 'finalize' ? 'when the object is freed' : 'when a session or package begins or ends';
  if (METHOD.test(name)) return 'when an object of that class is shown or read';
  return isWorkspace && USUAL.has(name) ? 'when somebody calls R’s own function of that name' : null;
}
