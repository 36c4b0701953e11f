"""Makes a schema table short: messages nobody asks for by name that hold the same are one, and have numbers for names.

usage: compact.py NAME… < TABLE : NAMEs are kept. A message is reported by its name, so that only what a reader asks for needs one.
"""
import sys

kept = set(sys.argv[1:])
table = {name: [field.split('=') for field in fields] for name, *fields in (line.split() for line in sys.stdin)}
assert kept <= set(table), kept - set(table)
# Messages are alike until something they lead to tells them apart.
groups = {name: name if name in kept else '' for name in table}
while True:
    shape = {name: (groups[name], *((slot, groups.get(kind, kind)) for slot, kind in fields)) for name, fields in table.items()}
    ids = {one: str(number) for number, one in enumerate(dict.fromkeys(shape.values()))}
    refined = {name: ids[shape[name]] for name in table}
    if len(set(refined.values())) == len(set(groups.values())):
        break
    groups = refined
DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'
short = {}
for name in sorted(table, key=lambda one: (one not in kept, one)):
    number = len(set(short.values()))
    short.setdefault(groups[name], name if name in kept else f'P{DIGITS[number // 36]}{DIGITS[number % 36]}')
done = set()
for name, fields in table.items():
    own = short[groups[name]]
    if own not in done:
        done.add(own)
        print(own, *(f'{slot}={short[groups[kind]] if kind in groups else kind}' for slot, kind in fields))
