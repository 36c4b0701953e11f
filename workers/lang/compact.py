"""Makes a schema table short: what nobody asks for by name and holds the same is one, and has a number for a name.

usage: compact.py FIRST NAME… < TABLE : FIRST is the number fields begin with, 1 in protobufs, 0 in FlatBuffers; NAMEs are kept.
Messages and tables are reported by their names, so that only what a reader asks for needs one. Fields whose number is one more than
that of the field before are written without it.
"""
import re
import sys

first, kept = int(sys.argv[1]), set(sys.argv[2:])
table = {name: [field.split('=') for field in fields] for name, *fields in (line.split() for line in sys.stdin)}
assert kept <= set(table), kept - set(table)


def renamed(kind, names):
    return re.sub(r'[\w.]+', lambda match: names.get(match[0], match[0]), kind)


# They are alike until something they lead to tells them apart.
groups = {name: name if name in kept else '' for name in table}
while True:
    shape = {name: (groups[name], *((slot, renamed(kind, groups)) for slot, kind in fields)) for name, fields in table.items()}
    ids = {one: f'={number}' for number, one in enumerate(dict.fromkeys(shape.values()))}
    refined = {name: ids[shape[name]] for name in table}
    if len(set(refined.values())) == len(set(groups.values())):
        break
    groups = refined
DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'
short = {}
for name in sorted(table, key=lambda one: (one not in kept, one)):
    number = len(set(short.values()))
    short.setdefault(groups[name], name if name in kept else f'P{DIGITS[number // 36]}{DIGITS[number % 36]}')
names = {name: short[groups[name]] for name in table}
done = set()
for name, fields in table.items():
    if names[name] in done:
        continue
    done.add(names[name])
    line, last = [names[name]], first - 1
    for slot, kind in fields:
        line.append(('' if int(slot) == last + 1 else f'{slot}=') + renamed(kind, names))
        last = int(slot)
    print(*line)
