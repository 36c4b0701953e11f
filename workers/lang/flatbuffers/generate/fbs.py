"""Writes a schema table of FlatBuffers from the schema itself, as schema.py does from generated code.

usage: fbs.py ROOT FILE… : FILEs are the schema and what it includes, ROOT the name of the root table.
A struct is the number of its bytes. Fields that are no longer written are in it: old files have them.
"""
import re
import sys

SIZES = dict(bool=1, byte=1, ubyte=1, int8=1, uint8=1, short=2, ushort=2, int16=2, uint16=2, int=4, uint=4, int32=4, uint32=4, float=4, float32=4,
             long=8, ulong=8, int64=8, uint64=8, double=8, float64=8)
text = re.sub(r'//[^\n]*', '', '\n'.join(open(path).read() for path in sys.argv[2:]))
text = re.sub(r'/\*.*?\*/', '', text, flags=re.S)
bodies = {m[2]: (m[1], m[3]) for m in re.finditer(r'\b(table|struct|union)\s+(\w+)[^{;]*\{(.*?)\}', text, re.S)}
SIZES.update({name: SIZES[kind] for name, kind in re.findall(r'\benum\s+(\w+)\s*:\s*(\w+)', text)})


def fields(body):
    return re.findall(r'(\w+)\s*:\s*(\[?)\s*([\w.]+)\s*\]?([^;]*);', body)


def struct(name):
    """Numbers stand at multiples of their size; so does the whole, of the largest."""
    at = largest = 1
    at = 0
    for _, _, kind, _ in fields(bodies[name][1]):
        size = SIZES[kind]
        largest = max(largest, size)
        at = -(-at // size) * size + size
    return -(-at // largest) * largest


def kind(written):
    name = written.split('.')[-1]
    if name == 'string':
        return 's'
    if name in SIZES:
        return str(SIZES[name])
    what = bodies[name][0]
    if what == 'struct':
        return str(struct(name))
    return name + ('?' if what == 'union' else '')


def table(body):
    slot, found = 0, {}
    for _, vector, written, rest in fields(body):
        one = kind(written)
        told = re.search(r'\bid:\s*(\d+)', rest)
        # The kind of a union stands before it.
        slot = int(told[1]) if told else slot + (1 if one.endswith('?') else 0)
        if one.endswith('?'):
            found[slot - 1] = '1'
        found[slot] = f'[{one}]' if vector else one
        slot += 1
    return found


def union(body):
    found, value = {}, 0
    for member in filter(None, (part.strip() for part in body.split(','))):
        name, _, told = (part.strip() for part in member.partition('='))
        value = int(told) if told else value + 1
        found[value] = kind(name.split(':')[-1].strip())
    return found


todo, done = [sys.argv[1]], {}
while todo:
    name = todo.pop(0)
    if name in done:
        continue
    what, body = bodies[name]
    done[name] = union(body) if what == 'union' else table(body)
    todo += [bare for bare in (one.strip('[]?') for one in done[name].values()) if bare in bodies]
for name, found in sorted(done.items()):
    print(f'{name} ' + ' '.join(f'{slot}={one}' for slot, one in sorted(found.items())) if found else name)
