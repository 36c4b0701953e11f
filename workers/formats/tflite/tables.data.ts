/**
 * Tables of a TensorFlow Lite model, as `lang/flatbuffers/generate/schema.py` takes them from tensorflow/lite/python/schema_py_generated.py
 * of the wheel tensorflow-cpu 2.21.0.
 * To be short, tables and unions that nobody asks for by name are numbered, and those alike are one (`lang/compact.py`).
 */
export const TABLES = `
P0d
P10 1 1
P0g 1
P0f 1 1 1
P14 1 4 4 1 1 1
P0e 1 1 1 1
P0t 4 4 4
P0k [4]
Buffer [1] 8 8
P17 1=P1b P1d P19 P0g P1j P1h P10 P1g P0i P1a P10 P0g P1i P11 P1m P0i P0k P0h P0i P0g P0g P0d P0n P0d P0d P0d P0g P10 P0g P0k P0f P0z P0d P0d P0i P0d P10 P0d P0d P0g P0d P0d P0d P0d P0d P0d P0d P0d P11 P0g P0d P0d P0d P0d P0g P0d P0g P1f P0n P0d P0i P0d P0d P0n P0d P0d P0d P0d P14 P0e P14 P0d P0d P10 P0i P0d P0g P0d P0i P0g P0d P0d P0d P0d P0d P0d P0n P0d P0d P0d P0d P0n P0n P0i P0d P0d P0d P0d P0d P0d P0f P10 P0i P0d P0d P1c P1h P0d P0d P0d P15 P0d P0d P1l P0k P0g P0d P0d P0d P0d P0d P0d P0d P0d P0d P0d
P18 1=P0o P0m P0u P0p P0q P0v P0x P0n P0m P0u P0o P0r P0w P0y P0n P0s P0m P0d P0g P0i P0l P0d P0k
P0i 4
P19 4 [4] [4]
P1a 4 1
P1b 1 4 4 1 4 4 1
P1c 1 4 4 4 1 4 4 4
P13 [1]
P1d 1 4 4 4 1 4 4
P1e 1 4 1 P0j? 1 P0j?
ExternalBuffer 4 4 8 8 s
ExternalBufferGroup s
P1f 4 4 4 1
P1g 1 1 1 1 1
P0n 4 4
P1h 4 1 1
P11 1 4 4 1 1
P1i 4 4 4 4
Metadata s 4
Model 4 [OperatorCode] [SubGraph] s [Buffer] [4] [Metadata] [SignatureDef] [ExternalBufferGroup] [ExternalBuffer]
Operator 4 [4] [4] 1 P17? [1] 1 [1] [4] 8 8 1 P18? 4
OperatorCode 1 s 4 4
P1j 1 4 4 4 4 1
P1k 1=P13 P0t
QuantizationParameters [4] [4] [4] [8] 1 P1k? 4
P1l 8 8
P1m 2=1 1
SignatureDef [TensorMap] [TensorMap] s 4=4
P0h 4 4 1
P0j 1=P0k P12 P13
SparsityParameters [4] [4] [P1e]
P0l s 4 [1] 1 4
P0m [8]
P0o 8
P0p [8] [8] [8] [8] [1] 8 8 [8] 8 8 [8] 8 8 [8] 8 8 [4]
P0q s 1 s 4 [4] [1]
P0r [8] [8] [8] [8] [4]
P0s [8] [8] [8] 8 [8] 1
P0u [8] [8] [8]
P0v [8] 4
P0w [8] [8] [8] [8] [8] 4
P0x 1 [8] [8] [8] 8 1 4
P0y 8 1 4
P0z 4 4 4 4 4 1
SubGraph [Tensor] [4] [4] [Operator] s 4
Tensor [4] 1 4 s QuantizationParameters 1 SparsityParameters [4] 1 [P16] 4
TensorMap s 4
P12 [2]
P15 s s
P16 [4] 1 1
`;
