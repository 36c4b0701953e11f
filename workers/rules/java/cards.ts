import type { RuleCard } from '../rule.ts';

const HOW = [
  'The stream was walked by the rules of its protocol, and each class it names compared with lists of known ones.',
];
const REFERENCES = ['AML.T0011.000', 'CWE-502'];

export const JAVA_CARDS: readonly RuleCard[] = [
  {
    id: 'java.gadget',
    title: 'A class of published attacks on Java’s object streams',
    means: [
      'The stream names a class that published chains use: its code runs while objects are read, or calls what the stream says.',
    ],
    happens: ['A Java program with that library runs what the chain leads to, before it knows what it has read.'],
    how: HOW,
    todo: [
      ['Do not read it with ObjectInputStream, Weka, Spark or DL4J.'],
      ['Ask the publisher for a format without objects: ONNX, PMML, safetensors.'],
    ],
    falseAlarm: ['Some of these classes are written by programs that use those libraries for their own data.'],
    references: REFERENCES,
  },
  {
    id: 'java.objects',
    title: 'Java objects of classes that are not Java’s own',
    means: ['Reading the file makes objects of the classes it names, and runs what they do when they are read.'],
    happens: ['What runs depends on the classes installed beside the program that reads it.'],
    how: HOW,
    todo: [
      ['Read it only where you know each class it names, with a filter that lets nothing else in (jdk.serialFilter).'],
    ],
    falseAlarm: ['Models of Weka, Spark, DL4J and others are kept so.'],
    references: REFERENCES,
  },
  {
    id: 'java.plain',
    title: 'Java objects of plain classes',
    means: ['The file holds Java objects, all of classes that belong to Java itself: numbers, texts, lists.'],
    happens: ['Nothing that is known to run code; a Java program makes the values again.'],
    how: HOW,
    todo: [['Read it with a filter that lets in only the classes you expect.']],
    falseAlarm: ['It is what it is.'],
    references: ['CWE-502'],
  },
];
