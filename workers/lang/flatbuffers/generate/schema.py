"""Writes a schema table of FlatBuffers from the Python code that flatc made of the schema.

usage: schema.py FILE ROOT : FILE is the generated module, ROOT the name of the root table.
Prints one line a table, all that ROOT leads to: its name, then SLOT=KIND of each field. KIND is
1 2 4 8 bytes of a number, s a string, NAME a table, NAME? a union of that name, and [KIND] a vector. Lines of unions say VALUE=TABLE.
"""
import re
import sys

text = open(sys.argv[1]).read()
SIZES = {'Bool': 1, 'Int8': 1, 'Uint8': 1, 'Int16': 2, 'Uint16': 2, 'Int32': 4, 'Uint32': 4, 'Float32': 4, 'Int64': 8, 'Uint64': 8, 'Float64': 8}
bodies = {m[1]: m[2] for m in re.finditer(r'^class (\w+)\(object\):\n(.*?)(?=^class |\Z)', text, re.S | re.M)}


# Which union a field is of, the code that makes objects of it says.
UNIONS = {(table, field.lower()): union for table, body in re.findall(r'^class (\w+)T\(object\):\n(.*?)(?=^class |\Z)', text, re.S | re.M)
          for union, field in re.findall(r'(\w+)Creator\(self\.(\w+)Type', body)}


def kind(table, name, body):
    vector = 'self._tab.Vector(o)' in body
    number = re.search(r'number_types\.(\w+)Flags, (?:o|a) \+', body)
    if '_tab.Union(' in body:
        return UNIONS[table, name.lower()] + '?'
    if '_tab.String(' in body:
        one = 's'
    elif number:
        one = str(SIZES[number[1]])
    else:
        one = re.search(r'obj = (\w+)\(\)', body)[1]
        assert '_tab.Indirect(' in body, (name, 'a struct')
    return f'[{one}]' if vector else one


def fields(table):
    found = {}
    for match in re.finditer(r'^    def (\w+)\(self(?:, j)?\):\n        o = [^\n]*_tab\.Offset\((\d+)\)\)\n(.*?)(?=^    def |^    # |^def |\Z)', bodies[table], re.S | re.M):
        slot = (int(match[2]) - 4) // 2
        if slot not in found:
            found[slot] = kind(table, match[1], match[3])
    return found


def members(union):
    return {int(value): name for name, value in re.findall(r'^    (\w+) = (\d+)$', bodies[union], re.M) if name != 'NONE'}


todo, tables, unions = [sys.argv[2]], {}, {}
while todo:
    name = todo.pop(0)
    if name in tables:
        continue
    tables[name] = fields(name)
    for one in tables[name].values():
        bare = one.strip('[]?')
        if one.endswith('?'):
            unions[bare] = members(bare)
            todo += unions[bare].values()
        elif bare[0].isupper():
            todo.append(bare)
for name, found in sorted({**tables, **unions}.items()):
    print(f'{name} ' + ' '.join(f'{slot}={one}' for slot, one in sorted(found.items())) if found else name)
