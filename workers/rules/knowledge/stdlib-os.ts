import type { Table } from './capability.ts';

/** `os` and its relatives, names of CPython 3.6 to 3.13 on Linux, macOS and Windows. */
export const OS: Table = {
  os: {
    '*': 'EXEC_PROC',
    EXEC_PROC:
      'system popen popen2 popen3 popen4 execl execle execlp execlpe execv execve execvp execvpe _execvpe spawnl spawnle ' +
      'spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe _spawnvef posix_spawn posix_spawnp fork forkpty startfile kill ' +
      'killpg abort _exit register_at_fork wait wait3 wait4 waitid waitpid',
    FS_WRITE:
      'open fdopen write writev pwrite pwritev sendfile copy_file_range splice mkdir makedirs mkfifo mknod symlink link ' +
      'rename renames replace chmod chown lchown lchmod fchmod fchown chflags lchflags truncate ftruncate utime setxattr ' +
      'memfd_create openpty pipe pipe2 dup dup2 posix_fallocate lockf tempnam tmpnam tmpfile fsync fdatasync sync',
    FS_DELETE: 'remove unlink rmdir removedirs removexattr',
    STATE_MUTATE:
      'environ environ.update environ.setdefault environ.pop environ.clear environ.__setitem__ environ.__delitem__ environb putenv unsetenv chdir fchdir chroot setuid seteuid setgid setegid setgroups initgroups setpgid ' +
      'setpgrp setpriority setregid setresgid setresuid setreuid setsid umask nice set_blocking set_inheritable close ' +
      'closerange setns unshare sched_setaffinity sched_setparam sched_setscheduler sched_yield tcsetpgrp',
    FS_READ:
      'environ.get environ.__getitem__ environ.items environ.copy getenv getenvb getpid getppid getcwd getcwdb getcwdu getlogin getuid geteuid getgid getegid getgroups getgrouplist ' +
      'getpgid getpgrp getsid getpriority getresgid getresuid getloadavg getrandom urandom getxattr listxattr get_blocking ' +
      'get_inheritable get_exec_path listdir scandir walk fwalk stat lstat fstat statvfs fstatvfs access read readlink ' +
      'readv pread preadv lseek uname cpu_count process_cpu_count times ctermid ttyname tcgetpgrp confstr sysconf pathconf ' +
      'fpathconf isatty device_encoding major minor makedev sched_getaffinity sched_getparam sched_getscheduler ' +
      'sched_get_priority_max sched_get_priority_min sched_rr_get_interval _exists get_terminal_size _Environ listdrives',
    PURE:
      'fspath fsencode fsdecode strerror WEXITSTATUS WIFEXITED WIFSIGNALED WTERMSIG WSTOPSIG WCOREDUMP WIFSTOPPED ' +
      'WIFCONTINUED waitstatus_to_exitcode _fspath',
    CONSTRUCT:
      'stat_result statvfs_result terminal_size times_result uname_result waitid_result sched_param PathLike ' +
      '_make_stat_result _make_statvfs_result _make_terminal_size error',
    DATA:
      'name sep altsep extsep pathsep linesep defpath devnull curdir pardir O_RDONLY O_WRONLY O_RDWR O_CREAT F_OK R_OK W_OK ' +
      'X_OK SEEK_SET SEEK_CUR SEEK_END',
  },
  'os.path': {
    '*': 'FS_READ',
    PURE:
      'join basename dirname split splitext splitdrive splitroot normpath normcase commonprefix commonpath isabs ' +
      'splitunc _joinrealpath',
    DATA: 'sep altsep pathsep curdir pardir extsep devnull supports_unicode_filenames',
    FS_READ:
      'exists lexists isfile isdir islink ismount getsize getmtime getatime getctime samefile sameopenfile abspath realpath ' +
      'relpath expanduser expandvars walk',
  },
  genericpath: { '*': 'FS_READ', PURE: 'commonprefix _splitext' },
  nturl2path: { '*': 'PURE' },
  _posixsubprocess: { '*': 'EXEC_PROC' },
  _winapi: { '*': 'EXEC_PROC' },
  msvcrt: { '*': 'STATE_MUTATE' },
  subprocess: {
    '*': 'EXEC_PROC',
    CONSTRUCT: 'CompletedProcess CalledProcessError SubprocessError TimeoutExpired',
    PURE: 'list2cmdline',
    DATA: 'PIPE STDOUT DEVNULL',
  },
  pty: { '*': 'EXEC_PROC' },
  tty: { '*': 'STATE_MUTATE' },
  popen2: { '*': 'EXEC_PROC' },
  commands: { '*': 'EXEC_PROC' },
  platform: {
    '*': 'FS_READ',
    EXEC_PROC: '_syscmd_file _syscmd_ver popen dist',
    CONSTRUCT: 'uname_result',
  },
  shutil: {
    '*': 'FS_WRITE',
    FS_DELETE: 'rmtree _rmtree_unsafe _rmtree_safe_fd',
    FS_READ: 'which disk_usage get_terminal_size get_archive_formats get_unpack_formats',
    CONSTRUCT: 'Error SameFileError SpecialFileError ExecError ReadError',
  },
  pathlib: {
    '*': 'FS_READ',
    CONSTRUCT: 'Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath UnsupportedOperation',
    FS_WRITE:
      'Path.write_text Path.write_bytes Path.open Path.touch Path.mkdir Path.rename Path.replace Path.symlink_to ' +
      'Path.hardlink_to Path.link_to Path.chmod Path.lchmod Path.copy Path.copy_into Path.move Path.move_into ' +
      'PosixPath.write_text PosixPath.write_bytes PosixPath.open PosixPath.touch PosixPath.mkdir PosixPath.rename ' +
      'PosixPath.replace PosixPath.symlink_to PosixPath.hardlink_to PosixPath.link_to PosixPath.chmod PosixPath.lchmod ' +
      'PosixPath.copy PosixPath.move WindowsPath.write_text WindowsPath.write_bytes WindowsPath.open WindowsPath.touch ' +
      'WindowsPath.mkdir WindowsPath.rename WindowsPath.replace',
    FS_DELETE:
      'Path.unlink Path.rmdir PosixPath.unlink PosixPath.rmdir WindowsPath.unlink WindowsPath.rmdir Path._delete ' +
      'PosixPath._delete',
    FS_READ:
      'Path.read_text Path.read_bytes Path.exists Path.is_file Path.is_dir Path.iterdir Path.glob Path.rglob Path.stat ' +
      'Path.lstat Path.resolve Path.home Path.cwd Path.expanduser Path.owner Path.group Path.walk Path.readlink ' +
      'PosixPath.read_text PosixPath.read_bytes PosixPath.exists PosixPath.iterdir PosixPath.glob PosixPath.rglob ' +
      'PosixPath.home PosixPath.cwd PosixPath.resolve PosixPath.stat WindowsPath.read_text WindowsPath.read_bytes',
    PURE:
      'PurePath.joinpath Path.joinpath PosixPath.joinpath PurePath.with_suffix PurePath.with_name PurePath.as_posix ' +
      'Path.as_posix PosixPath.as_posix Path.with_suffix Path.with_name',
  },
  tempfile: { '*': 'FS_WRITE', FS_READ: 'gettempdir gettempdirb gettempprefix gettempprefixb' },
  glob: { '*': 'FS_READ', PURE: 'escape has_magic' },
  fnmatch: { '*': 'PURE' },
  filecmp: { '*': 'FS_READ' },
  fileinput: { '*': 'FS_WRITE' },
  linecache: { '*': 'FS_READ' },
  fcntl: { '*': 'STATE_MUTATE' },
  mmap: { '*': 'FS_WRITE' },
  pwd: { '*': 'FS_READ' },
  grp: { '*': 'FS_READ' },
  spwd: { '*': 'FS_READ' },
  resource: { '*': 'STATE_MUTATE' },
  getpass: { '*': 'FS_READ' },
  termios: { '*': 'STATE_MUTATE' },
  syslog: { '*': 'STATE_MUTATE' },
  winreg: { '*': 'STATE_MUTATE' },
  _winreg: { '*': 'STATE_MUTATE' },
};
