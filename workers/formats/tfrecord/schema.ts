import type { Schema } from '../../lang/protobuf/walk.ts';

/** event.proto and summary.proto of TensorBoard 2.20: what is told is a text, graphs are told by their place. */
export const EVENT: Schema = {
  Event: { 1: 'd', 2: 'i', 3: 's', 4: 'bytes', 5: 'Summary', 6: 'Log', 7: 'Log', 8: 'Log', 9: 'bytes', 10: 'Source' },
  Summary: { 1: 'Value' },
  Value: { 1: 'text', 2: 'f', 3: 's', 4: 'Media', 5: 'Histogram', 6: 'Media', 7: 's', 8: 's', 9: 'Metadata' },
  Media: { 1: 'known', 2: 'i', 3: 'i', 4: 's', 5: 's' },
  Histogram: { 1: 'd', 2: 'd', 3: 'd', 4: 'd', 5: 'd', 6: 'D', 7: 'D' },
  Metadata: { 1: 'Plugin', 2: 's', 3: 's', 4: 'i' },
  Plugin: { 1: 's', 2: 's' },
  Log: { 1: 'known', 2: 's', 3: 's' },
  Source: { 1: 's' },
};

/** example.proto and feature.proto of TensorFlow 2.21. */
export const EXAMPLE: Schema = {
  Example: { 1: 'Features', 2: 'Lists' },
  Features: { 1: 'Entry' },
  Entry: { 1: 's', 2: 'Feature' },
  Feature: { 1: 'Values', 2: 'Values', 3: 'Values' },
  Values: { 1: 'known' },
  Lists: { 1: 'ListEntry' },
  ListEntry: { 1: 's', 2: 'List' },
  List: { 1: 'Feature' },
};

export const META_GRAPH = 9;
