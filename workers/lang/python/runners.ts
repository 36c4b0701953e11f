/** Methods that making or using a model calls, and that unpickling calls. */
export const USED: ReadonlySet<string> = new Set(
  '__init__ __new__ __call__ __getattr__ __getattribute__ __del__ __enter__ __setstate__ __reduce__ __reduce_ex__ __init_subclass__ __post_init__ forward generate from_pretrained load load_model handle inference preprocess postprocess initialize setup predict main_process'.split(
    ' ',
  ),
);

/** Callables that call what they are given. */
export const RUNNERS: ReadonlySet<string> = new Set(
  'threading.Thread threading.Timer multiprocessing.Process atexit.register map filter sorted list tuple set any all sum asyncio.run asyncio.create_task asyncio.ensure_future'.split(
    ' ',
  ),
);
