"""Lists the classes that libraries define, for workers/rules/knowledge/classes.data.ts.

Run by hand: python classes.py [--onto ../classes.data.ts] WHEEL… > classes.data.ts. Wheels are read as archives and parsed,
never imported. With --onto the classes are added to those of an earlier run; a library that is in both keeps the classes of both.
A class is left out when loading an instance could run more than its own bookkeeping: a metaclass, or a method that
unpickling or clean-up calls (`__new__`, `__setstate__`, `__del__`, attribute hooks) and that opens, starts, imports,
evaluates, removes or unpickles something. Enumerations are marked `=`: their call `Colour("red")` is a look-up.
An enumeration inside a class is named with its class, `Factor.Kind`.
Classes whose constructor does one of these things are marked `!`: making one empty is ordinary, calling it is not.
"""
import ast, re, sys, zipfile

HOOKS = {"__new__", "__setstate__", "__del__", "__getattr__", "__getattribute__", "__setattr__", "__init_subclass__",
         "__set_name__", "__hash__", "__eq__", "append", "extend", "add", "__setitem__", "__delattr__"}
RISKY = {"open", "exec", "eval", "compile", "__import__", "import_module", "system", "popen", "Popen", "run", "call",
         "check_output", "check_call", "load", "loads", "remove", "unlink", "rmtree", "rmdir", "urlopen", "get_ipython",
         "CDLL", "dlopen", "load_library", "mkdtemp", "mkstemp", "NamedTemporaryFile", "kill", "terminate", "partial",
         "download", "request", "connect", "spawn", "register", "Thread", "Process", "write", "torch_load",
         "from_pretrained", "read_pickle", "getattr_dotted", "import_string", "_import_dotted_name", "load_state_dict_from_url"}
# CDLL-backed boosters rebuild a native handle from bytes they own: part of their ordinary files.
KEEP = {"xgboost.core.Booster", "lightgbm.basic.Booster"}
SKIP = re.compile(r"(^|\.)(tests?|testing|_testing|conftest|setup|benchmarks?|examples?|_vendor|vendored|cli|commands|scripts|"
                  r"hipify|cpp_extension|_dynamo|_inductor|_functorch|distributed\.(rpc|elastic|launcher|run)|package|hub|"
                  r"onnx|ao\.ns|fx\.passes|dynamic_module_utils|testing_utils|test_utils|dask|spark|solutions|trackers|"
                  r"utils\.(downloads|checks|tensorboard|data\.datapipes|bottleneck|hipify|collect_env))(\.|$)")
# How much of each package is worth its bytes: modules whose classes end up in saved files.
ONLY = {
    "torch": r"torch\.(nn|optim|utils\.(data|hooks|_pytree)|ao\.(nn|quantization)|distributions|quantization|sparse|futures|amp|cuda\.amp|storage|_tensor|fx\.(graph|node|proxy)|distributed\.(tensor|device_mesh|_shard|_tensor|fsdp|checkpoint\.metadata|optim|algorithms|distributed_c10d))",
    "transformers": r"transformers\.(?!models\.)|transformers\.models\.[a-z0-9_]+\.(configuration|tokenization)_",
    "speechbrain": r"speechbrain\.(nnet|lobes|processing|dataio\.encoder)",
    "gensim": r"gensim\.(models|corpora|similarities|interfaces|utils)",
    "nltk": r"nltk\.(tokenize|stem|tag|classify|probability|chunk|lm|collocations|tree|util|data)",
    "statsmodels": r"statsmodels\.",
    "spacy": r"spacy\.(?!cli)",
    "polars": r"polars\.(dataframe|series|lazyframe|expr|datatypes|schema|_reexport|config)",
    "pyod": r"pyod\.models",
    "kornia": r"kornia\.(augmentation|feature|filters|geometry|losses|color|nn|models)",
    "torch_geometric": r"torch_geometric\.(nn|data|transforms|loader|explain|typing|utils)",
    "networkx": r"networkx\.(classes|utils)",
    "shap": r"shap\.(explainers|maskers|models|links|_explanation|utils)",
    "diffusers": r"diffusers\.(configuration_utils|schedulers|models|image_processor|utils\.outputs|optimization)",
    "gymnasium": r"gymnasium\.(spaces|envs|wrappers|core|vector)",
}


def modules(wheel):
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if not name.endswith(".py") or ".dist-info/" in name or ".data/" in name:
                continue
            if name.split("/")[0] in {"torchgen", "functorch"}:
                continue
            module = name[:-3].replace("/", ".").removesuffix(".__init__")
            if SKIP.search(module):
                continue
            only = ONLY.get(module.split(".")[0])
            if only and not re.match(only, module):
                continue
            try:
                yield module, ast.parse(archive.read(name))
            except (SyntaxError, ValueError):
                continue


def called(node):
    for part in ast.walk(node):
        if isinstance(part, ast.Call):
            f = part.func
            yield f.id if isinstance(f, ast.Name) else f.attr if isinstance(f, ast.Attribute) else ""


def last(base):
    return base.id if isinstance(base, ast.Name) else base.attr if isinstance(base, ast.Attribute) else ""


def top_level(body):
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield node
        elif isinstance(node, (ast.If, ast.Try)):
            yield from top_level(node.body + node.orelse)


def nested_enums(outer):
    for node in top_level(outer.body):
        if any(last(b).endswith(("Enum", "Flag")) for b in node.bases) and not risky(node):
            yield f"{outer.name}.{node.name}"


def risky(node):
    if any(k.arg == "metaclass" and last(k.value) not in {"ABCMeta", "EnumMeta"} for k in node.keywords):
        return True
    for item in node.body:
        if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)) and item.name in HOOKS:
            if RISKY & set(called(item)):
                return True
    return False


def active(node):
    return any(isinstance(item, ast.FunctionDef) and item.name == "__init__" and RISKY & set(called(item)) for item in node.body)


def earlier(path):
    """Versions and classes of a file written by this program."""
    text = open(path, encoding="utf-8").read()
    versions = re.search(r"Read from: (.*)\.\n", text).group(1).split(", ")
    table, previous = {}, ""
    for n, rest, names in re.findall(r"^(\d+)<([^:]*):(.*)$", text, re.M):
        previous = previous[:int(n)] + rest
        table[previous] = {name.rstrip("=!"): name[len(name.rstrip("=!")):] for name in names.split(" ")}
    return versions, table


def main(arguments):
    versions, table = [], {}
    if arguments[:1] == ["--onto"]:
        versions, table = earlier(arguments[1])
        arguments = arguments[2:]
    fresh = {wheel.rsplit("/", 1)[-1].split("-")[0] for wheel in arguments}
    versions = [version for version in versions if version.rsplit("-", 1)[0] not in fresh]
    for wheel in arguments:
        versions.append("-".join(wheel.rsplit("/", 1)[-1].split("-")[:2]))
        for module, tree in modules(wheel):
            enums = set()
            for node in top_level(tree.body):
                bases = {last(b) for b in node.bases}
                is_enum = any(b.endswith(("Enum", "Flag")) for b in bases) or bool(bases & enums)
                if is_enum:
                    enums.add(node.name)
                if risky(node) and f"{module}.{node.name}" not in KEEP:
                    continue
                if bases & {"Protocol", "TypedDict", "TestCase", "Thread", "Process", "Popen"}:
                    continue
                table.setdefault(module, {}).update({name: "=" for name in nested_enums(node)})
                table.setdefault(module, {})[node.name] = "=" if is_enum else "!" if active(node) else ""
    print("// Generated by generate/classes.py; do not edit. Read from: " + ", ".join(sorted(versions)) + ".")
    print("// One line a module: its name, a colon, its classes; `=` marks an enumeration, `!` a constructor that acts. `n<` takes n characters of its name from the line before.")
    print("export const CLASSES = `")
    previous = ""
    for module in sorted(table):
        shared = 0
        while shared < min(len(module), len(previous)) and module[shared] == previous[shared]:
            shared += 1
        names = " ".join(n + mark for n, mark in sorted(table[module].items()))
        print(f"{shared}<{module[shared:]}:{names}")
        previous = module
    print("`;")


main(sys.argv[1:])
