/**
 * external, external-outside   a link to an object of another file; the second, out of the file's folder
 * storage          numbers that are read from another file, as they stand there
 * virtual, virtual-outside     an array put together of arrays of other files
 * user-link        a link of a kind that only a program of the user's knows
 * soft-outside     a name in the file that leads to another file, or is a path of the file system
 * dangling         a name that leads to nothing
 * filter           chunks packed by something nobody registered: libraries of that number are loaded
 * plugin           chunks packed by a registered filter that does not come with the library
 * user-block, user-block-format   bytes before the file; the second, of another format
 * driver           part of the file is in other files
 * roots            two readings of where a group's names are
 * heap-name        names in a group that no link has
 * shape            an array declared far larger than the file
 * sparse           the same of one that is stored in chunks, and is no weight of Keras
 * size             a shape that does not fit what is stored for it
 * overlap          two things that share bytes
 * checksum         a structure that is not what its checksum says
 * cycle            a group inside itself
 * names            names of Keras' layers or weights that are not there
 * gap              bytes nothing refers to
 */
export type Hdf5Code =
  | 'external'
  | 'external-outside'
  | 'storage'
  | 'virtual'
  | 'virtual-outside'
  | 'user-link'
  | 'soft-outside'
  | 'dangling'
  | 'filter'
  | 'plugin'
  | 'user-block'
  | 'user-block-format'
  | 'driver'
  | 'roots'
  | 'heap-name'
  | 'shape'
  | 'sparse'
  | 'size'
  | 'overlap'
  | 'checksum'
  | 'cycle'
  | 'names'
  | 'gap';
