/** What a code object says about itself: enough to see what it would use, without running it. */
export interface CodeSummary {
  /** co_name, or `?`. */
  readonly name: string;
  /** co_names of it and of the code inside it: globals, attributes and modules it uses. In order of first use. */
  readonly names: readonly string[];
  /** Text constants of it and of the code inside it. */
  readonly texts: readonly string[];
  /** False when there was more than is listed. */
  readonly complete: boolean;
}

/** Names and texts kept of one code object. */
export const KEPT = 200;

/** Names that say what code is up to: modules and functions that start, evaluate, import, write or connect. */
const TELLING: ReadonlySet<string> = new Set(
  (
    'os posix nt system popen execl execle execlp execv execve execvp execvpe fork forkpty spawnl spawnv spawnve posix_spawn startfile ' +
    'kill killpg removedirs rmdir symlink mkfifo chmod chown subprocess Popen check_output check_call pty spawn eval exec compile __import__ importlib import_module ' +
    'socket socketserver urllib requests urlopen urlretrieve http ftplib smtplib paramiko ctypes CDLL cffi marshal open write_text ' +
    'write_bytes shutil rmtree remove unlink environ getenv putenv builtins globals __builtins__ __globals__ __subclasses__ runpy ' +
    'webbrowser multiprocessing threading Thread atexit signal base64 b64decode zlib codecs winreg getattr setattr tempfile pickle loads'
  ).split(' '),
);

/** Names of the code that a model’s own functions seldom have. `os` by way of `os.path` is no sign; what else of it is used is named too. */
export function tellingNames({ names }: CodeSummary): readonly string[] {
  return names.filter((name, i) => TELLING.has(name) && !(name === 'os' && names[i + 1] === 'path'));
}
