"""Writes a schema table of protobuf messages from the descriptors a wheel holds.

usage: schema.py FOLDER ROOT… : FOLDER is an unpacked wheel, ROOT a full message name; needs the protobuf package.
Prints one line a message, all that ROOTs lead to: its name, then NUMBER=KIND of each field. KIND is the name of a message, or
i varint, f 4 bytes, d 8 bytes, s string or bytes; capital letters where the field repeats and may be packed.
"""
import ast, pathlib, re, sys
from google.protobuf import any_pb2, descriptor_pb2 as pb, wrappers_pb2

LEAF = {5: 'i', 3: 'i', 4: 'i', 8: 'i', 13: 'i', 14: 'i', 17: 'i', 18: 'i', 2: 'f', 7: 'f', 15: 'f', 1: 'd', 6: 'd', 16: 'd', 9: 's', 12: 's'}
messages, packages = {}, set()

def take(prefix, message):
    name = f'{prefix}.{message.name}'
    messages[name] = message
    for inner in message.nested_type:
        take(name, inner)

def take_file(file):
    packages.add('.' + file.package + '.')
    for message in file.message_type:
        take('.' + file.package, message)

for own in (any_pb2, wrappers_pb2):
    take_file(pb.FileDescriptorProto.FromString(own.DESCRIPTOR.serialized_pb))
for path in sorted(pathlib.Path(sys.argv[1]).rglob('*_pb2.py')):
    text = path.read_text()
    for literal in re.findall(r"AddSerializedFile\((b(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))\)", text, re.S):
        take_file(pb.FileDescriptorProto.FromString(ast.literal_eval(literal)))

def short(name):
    package = max((one for one in packages if name.startswith(one)), key=len, default='')
    return name[len(package):].replace('_', '')

def kind(field):
    if field.type == 11:
        return short(field.type_name)
    leaf = LEAF[field.type]
    return leaf.upper() if field.label == 3 and leaf != 's' else leaf

todo, done = ['.' + root for root in sys.argv[2:]], {}
while todo:
    name = todo.pop(0)
    if name in done:
        continue
    if name not in messages:
        sys.exit(f'no descriptor of {name}')
    done[name] = messages[name]
    todo += [field.type_name for field in messages[name].field if field.type == 11]
names = [short(name) for name in done]
assert len(names) == len(set(names)), sorted(n for n in names if names.count(n) > 1)
for name, message in sorted(done.items(), key=lambda one: short(one[0])):
    fields = ' '.join(f'{field.number}={kind(field)}' for field in sorted(message.field, key=lambda one: one.number))
    print(f'{short(name)} {fields}'.strip())
