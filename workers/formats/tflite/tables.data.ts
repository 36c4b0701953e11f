/**
 * Tables of a TensorFlow Lite model, as `lang/flatbuffers/generate/schema.py` takes them from tensorflow/lite/python/schema_py_generated.py
 * of the wheel tensorflow-cpu 2.21.0.
 */
export const TABLES = `
ATan2Options
AbsOptions
AddNOptions
AddOptions 0=1 1=1
ArgMaxOptions 0=1
ArgMinOptions 0=1
AssignVariableOptions
BatchMatMulOptions 0=1 1=1 2=1
BatchToSpaceNDOptions
BidirectionalSequenceLSTMOptions 0=1 1=4 2=4 3=1 4=1 5=1
BidirectionalSequenceRNNOptions 0=1 1=1 2=1 3=1
BitcastOptions
BitwiseXorOptions
BlockwiseQuantization 0=4 1=4 2=4
BroadcastToOptions
BucketizeOptions 0=[4]
Buffer 0=[1] 1=8 2=8
BuiltinOptions 1=Conv2DOptions 2=DepthwiseConv2DOptions 3=ConcatEmbeddingsOptions 4=LSHProjectionOptions 5=Pool2DOptions 6=SVDFOptions 7=RNNOptions 8=FullyConnectedOptions 9=SoftmaxOptions 10=ConcatenationOptions 11=AddOptions 12=L2NormOptions 13=LocalResponseNormalizationOptions 14=LSTMOptions 15=ResizeBilinearOptions 16=CallOptions 17=ReshapeOptions 18=SkipGramOptions 19=SpaceToDepthOptions 20=EmbeddingLookupSparseOptions 21=MulOptions 22=PadOptions 23=GatherOptions 24=BatchToSpaceNDOptions 25=SpaceToBatchNDOptions 26=TransposeOptions 27=ReducerOptions 28=SubOptions 29=DivOptions 30=SqueezeOptions 31=SequenceRNNOptions 32=StridedSliceOptions 33=ExpOptions 34=TopKV2Options 35=SplitOptions 36=LogSoftmaxOptions 37=CastOptions 38=DequantizeOptions 39=MaximumMinimumOptions 40=ArgMaxOptions 41=LessOptions 42=NegOptions 43=PadV2Options 44=GreaterOptions 45=GreaterEqualOptions 46=LessEqualOptions 47=SelectOptions 48=SliceOptions 49=TransposeConvOptions 50=SparseToDenseOptions 51=TileOptions 52=ExpandDimsOptions 53=EqualOptions 54=NotEqualOptions 55=ShapeOptions 56=PowOptions 57=ArgMinOptions 58=FakeQuantOptions 59=PackOptions 60=LogicalOrOptions 61=OneHotOptions 62=LogicalAndOptions 63=LogicalNotOptions 64=UnpackOptions 65=FloorDivOptions 66=SquareOptions 67=ZerosLikeOptions 68=FillOptions 69=BidirectionalSequenceLSTMOptions 70=BidirectionalSequenceRNNOptions 71=UnidirectionalSequenceLSTMOptions 72=FloorModOptions 73=RangeOptions 74=ResizeNearestNeighborOptions 75=LeakyReluOptions 76=SquaredDifferenceOptions 77=MirrorPadOptions 78=AbsOptions 79=SplitVOptions 80=UniqueOptions 81=ReverseV2Options 82=AddNOptions 83=GatherNdOptions 84=CosOptions 85=WhereOptions 86=RankOptions 87=ReverseSequenceOptions 88=MatrixDiagOptions 89=QuantizeOptions 90=MatrixSetDiagOptions 91=HardSwishOptions 92=IfOptions 93=WhileOptions 94=DepthToSpaceOptions 95=NonMaxSuppressionV4Options 96=NonMaxSuppressionV5Options 97=ScatterNdOptions 98=SelectV2Options 99=DensifyOptions 100=SegmentSumOptions 101=BatchMatMulOptions 102=CumsumOptions 103=CallOnceOptions 104=BroadcastToOptions 105=Rfft2dOptions 106=Conv3DOptions 107=HashtableOptions 108=HashtableFindOptions 109=HashtableImportOptions 110=HashtableSizeOptions 111=VarHandleOptions 112=ReadVariableOptions 113=AssignVariableOptions 114=RandomOptions 115=BucketizeOptions 116=GeluOptions 117=DynamicUpdateSliceOptions 118=UnsortedSegmentProdOptions 119=UnsortedSegmentMaxOptions 120=UnsortedSegmentMinOptions 121=UnsortedSegmentSumOptions 122=ATan2Options 123=SignOptions 124=BitcastOptions 125=BitwiseXorOptions 126=RightShiftOptions
BuiltinOptions2 1=StablehloConcatenateOptions 2=StablehloBroadcastInDimOptions 3=StablehloSliceOptions 4=StablehloConvolutionOptions 5=StablehloCustomCallOptions 6=StablehloReduceOptions 7=StablehloScatterOptions 8=StablehloCompareOptions 9=StablehloDynamicSliceOptions 10=StablehloPadOptions 11=StablehloIotaOptions 12=StablehloDotGeneralOptions 13=StablehloReduceWindowOptions 14=StablehloSortOptions 15=StablehloWhileOptions 16=StablehloGatherOptions 17=StablehloTransposeOptions 18=DilateOptions 19=StablehloRngBitGeneratorOptions 20=ReduceWindowOptions 21=StableHLOCompositeOptions 22=StablehloShiftLeftOptions 23=StablehloCaseOptions
CallOnceOptions 0=4
CallOptions 0=4
CastOptions 0=1 1=1
ConcatEmbeddingsOptions 0=4 1=[4] 2=[4]
ConcatenationOptions 0=4 1=1
Conv2DOptions 0=1 1=4 2=4 3=1 4=4 5=4 6=1
Conv3DOptions 0=1 1=4 2=4 3=4 4=1 5=4 6=4 7=4
CosOptions
CumsumOptions 0=1 1=1
CustomQuantization 0=[1]
DensifyOptions
DepthToSpaceOptions 0=4
DepthwiseConv2DOptions 0=1 1=4 2=4 3=4 4=1 5=4 6=4
DequantizeOptions
DilateOptions
DimensionMetadata 0=1 1=4 2=1 3=SparseIndexVector? 4=1 5=SparseIndexVector?
DivOptions 0=1
DynamicUpdateSliceOptions
EmbeddingLookupSparseOptions 0=1
EqualOptions
ExpOptions
ExpandDimsOptions
ExternalBuffer 0=4 1=4 2=8 3=8 4=s
ExternalBufferGroup 0=s
FakeQuantOptions 0=4 1=4 2=4 3=1
FillOptions
FloorDivOptions
FloorModOptions
FullyConnectedOptions 0=1 1=1 2=1 3=1 4=1
GatherNdOptions
GatherOptions 0=4 1=4
GeluOptions 0=1
GreaterEqualOptions
GreaterOptions
HardSwishOptions
HashtableFindOptions
HashtableImportOptions
HashtableOptions 0=4 1=1 2=1
HashtableSizeOptions
IfOptions 0=4 1=4
Int32Vector 0=[4]
L2NormOptions 0=1
LSHProjectionOptions 0=1
LSTMOptions 0=1 1=4 2=4 3=1 4=1
LeakyReluOptions 0=4
LessEqualOptions
LessOptions
LocalResponseNormalizationOptions 0=4 1=4 2=4 3=4
LogSoftmaxOptions
LogicalAndOptions
LogicalNotOptions
LogicalOrOptions
MatrixDiagOptions
MatrixSetDiagOptions
MaximumMinimumOptions
Metadata 0=s 1=4
MirrorPadOptions 0=1
Model 0=4 1=[OperatorCode] 2=[SubGraph] 3=s 4=[Buffer] 5=[4] 6=[Metadata] 7=[SignatureDef] 8=[ExternalBufferGroup] 9=[ExternalBuffer]
MulOptions 0=1
NegOptions
NonMaxSuppressionV4Options
NonMaxSuppressionV5Options
NotEqualOptions
OneHotOptions 0=4
Operator 0=4 1=[4] 2=[4] 3=1 4=BuiltinOptions? 5=[1] 6=1 7=[1] 8=[4] 9=8 10=8 11=1 12=BuiltinOptions2? 13=4
OperatorCode 0=1 1=s 2=4 3=4
PackOptions 0=4 1=4
PadOptions
PadV2Options
Pool2DOptions 0=1 1=4 2=4 3=4 4=4 5=1
PowOptions
QuantizationDetails 1=CustomQuantization 2=BlockwiseQuantization
QuantizationParameters 0=[4] 1=[4] 2=[4] 3=[8] 4=1 5=QuantizationDetails? 6=4
QuantizeOptions
RNNOptions 0=1 1=1
RandomOptions 0=8 1=8
RangeOptions
RankOptions
ReadVariableOptions
ReduceWindowOptions 0=4
ReducerOptions 0=1
ReshapeOptions 0=[4]
ResizeBilinearOptions 2=1 3=1
ResizeNearestNeighborOptions 0=1 1=1
ReverseSequenceOptions 0=4 1=4
ReverseV2Options
Rfft2dOptions
RightShiftOptions
SVDFOptions 0=4 1=1 2=1
ScatterNdOptions
SegmentSumOptions
SelectOptions
SelectV2Options
SequenceRNNOptions 0=1 1=1 2=1
ShapeOptions 0=1
SignOptions
SignatureDef 0=[TensorMap] 1=[TensorMap] 2=s 4=4
SkipGramOptions 0=4 1=4 2=1
SliceOptions
SoftmaxOptions 0=4
SpaceToBatchNDOptions
SpaceToDepthOptions 0=4
SparseIndexVector 1=Int32Vector 2=Uint16Vector 3=Uint8Vector
SparseToDenseOptions 0=1
SparsityParameters 0=[4] 1=[4] 2=[DimensionMetadata]
SplitOptions 0=4
SplitVOptions 0=4
SquareOptions
SquaredDifferenceOptions
SqueezeOptions 0=[4]
StableHLOCompositeOptions 0=s 1=4 2=[1] 3=1 4=4
StablehloBroadcastInDimOptions 0=[8]
StablehloCaseOptions 0=[4]
StablehloCompareOptions 0=4 1=4
StablehloConcatenateOptions 0=8
StablehloConvolutionOptions 0=[8] 1=[8] 2=[8] 3=[8] 4=[1] 5=8 6=8 7=[8] 8=8 9=8 10=[8] 11=8 12=8 13=[8] 14=8 15=8 16=[4]
StablehloCustomCallOptions 0=s 1=1 2=s 3=4 4=[4] 5=[1]
StablehloDotGeneralOptions 0=[8] 1=[8] 2=[8] 3=[8] 4=[4]
StablehloDynamicSliceOptions 0=[8]
StablehloGatherOptions 0=[8] 1=[8] 2=[8] 3=8 4=[8] 5=1
StablehloIotaOptions 0=8
StablehloPadOptions 0=[8] 1=[8] 2=[8]
StablehloReduceOptions 0=[8] 1=4
StablehloReduceWindowOptions 0=[8] 1=[8] 2=[8] 3=[8] 4=[8] 5=4
StablehloRngBitGeneratorOptions 0=1
StablehloScatterOptions 0=1 1=[8] 2=[8] 3=[8] 4=8 5=1 6=4
StablehloShiftLeftOptions
StablehloSliceOptions 0=[8] 1=[8] 2=[8]
StablehloSortOptions 0=8 1=1 2=4
StablehloTransposeOptions 0=[8]
StablehloWhileOptions 0=4 1=4
StridedSliceOptions 0=4 1=4 2=4 3=4 4=4 5=1
SubGraph 0=[Tensor] 1=[4] 2=[4] 3=[Operator] 4=s 5=4
SubOptions 0=1 1=1
Tensor 0=[4] 1=1 2=4 3=s 4=QuantizationParameters 5=1 6=SparsityParameters 7=[4] 8=1 9=[VariantSubType] 10=4
TensorMap 0=s 1=4
TileOptions
TopKV2Options
TransposeConvOptions 0=1 1=4 2=4 3=1 4=1
TransposeOptions
Uint16Vector 0=[2]
Uint8Vector 0=[1]
UnidirectionalSequenceLSTMOptions 0=1 1=4 2=4 3=1 4=1 5=1
UniqueOptions 0=1
UnpackOptions 0=4 1=4
UnsortedSegmentMaxOptions
UnsortedSegmentMinOptions
UnsortedSegmentProdOptions
UnsortedSegmentSumOptions
VarHandleOptions 0=s 1=s
VariantSubType 0=[4] 1=1 2=1
WhereOptions
WhileOptions 0=4 1=4
ZerosLikeOptions
`;
