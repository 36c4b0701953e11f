/**
 * Bytes as a stream of one chunk. Not by way of a Blob: a worker of a file:// page cannot read one in WebKit.
 */
export function oneChunk(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}
