/**
 * Names of the operators that TensorFlow 2.21.0 brings along (TF_GetAllOpList of the wheel tensorflow-cpu), in order, apart by blanks,
 * but for two families of TPUs, which operators.ts tells by their beginning.
 * The first letter is a number of base 36: so many letters are those of the name before.
 */
export const OPERATORS = `
0A 1bort 2s 1ccumulateNV2 9orApplyGradient bNumAccumulated bSetGlobalStep bTakeGradient 2os 4h 1dd 3ManySparseToTensorsMap 3N 3SparseToTensorsMap 3V2
2justContrast ev2 6Hue 6Saturation 1ll 3CandidateSampler 3ToAll 1ngle 2onymousHashTable 9Iterator hV2 i3 9MemoryCache aultiDeviceIterator sV3
btableDenseHashTable gHashTable pOfTensors 9RandomSeedGenerator 9SeedGenerator 2y 1pplyAdaMax 8delta 8grad cDA cV2 8m 7dSign 5CenteredRMSProp 5Ftrl
9V2 5GradientDescent 5Momentum 5PowerSign 6roximalAdagrad dGradientDescent 5RMSProp 3roxTopK 6imateEqual 1rgMax 4in 1sString 2in 4h 2sert
6CardinalityDataset 6NextDataset 6PrevDataset 3ign 6Add 9VariableOp 6Sub 9VariableOp 6VariableOp eXlaConcatND 1tan 42 4h 2tr 4Bool 8List 4Default
4EmptyListDefault 5num 8List 4Float 4ListDefault 8Min 8TypeDefault 4Min 4PartialShape gList 4Shape 9List 4TypeDefault 1udioMicrofrontend 5Spectrogram
6ummary cV2 2toShardDataset 1vgPool 73D 9Grad 7Grad 0B 1andedTriangularSolve 2rrier 7Close 7IncompleteSize 9sertMany 7ReadySize 7TakeMany 2tch
5Cholesky dGrad 5Dataset cV2 5FFT 82D 83D 6unction 5IFFT 92D 93D 5MatMul bV2 c3 8rixBandPart bDeterminant ciag fPart bInverse bSetDiag colve gLs
bTriangularSolve 5NormWithGlobalNormalization wGrad 5SelfAdjointEig jV2 6vd 5ToSpace cND 1esselI0 8e 71 8e 6J0 71 6K0 8e 71 8e 6Y0 71 2tainc 1iasAdd
7Grad 7V1 2nary 3count 2tcast 3wiseAnd 7Or 7Xor 1lockLSTM 9Grad dV2 9V2 1oostedTreesAggregateStats cBucketize cCalculateBestFeatureSplit zitV2
pGainsPerFeature denterBias dreateEnsemble iQuantileStreamResource cDeserializeEnsemble cEnsembleResourceHandleOp dxampleDebugOutputs
cFlushQuantileSummaries cGetEnsembleStates cMakeQuantileSummaries gStatsSummary cPredict cQuantileStreamResourceAddSummaries yDeserialize yFlush
yGetBucketBoundaries yHandleOp cSerializeEnsemble dparseAggregateStats iCalculateBestFeatureSplit cTrainingPredict cUpdateEnsemble qV2 1roadcastArgs
9GradientArgs 9To 1ucketize 1ytesProducedStatsDataset 0CSRSparseMatrixComponents fToDense hSparseTensor 2VDataset aV2 1TCBeamSearchDecoder
3GreedyDecoder 3Loss 7V2 1acheDataset cV2 2librationStatisticsSaver 2se 3t 1eil 1heckNumerics dV2 5Pinned 2olesky 8Grad 3oseFastestBranchDataset
dDataset 1lipByValue 2oseSummaryWriter 1ollateTPUEmbeddingMemory 4ectiveAllToAllV2 j3 bssignGroupV2 aBcastRecv jV2 fSend jV2 aGather gV2
aInitializeCommunicator aPermute aReduce gScatterV2 gV2 h3 2mbinedNonMaxSuppression 3plex 7Abs 7Struct 4ositeTensorVariantFromComponents mToComponents
4ressElement 4uteAccidentalHits 7BatchSize 7DedupDataSize kV2 gTupleMask pV2 2ncat 6Offset 6V2 6enateDataset 3ditionalAccumulator
3figureAndInitializeGlobalTPU 9DistributedTPU 9TPUEmbedding lHost lMemory 3j 4ugateTranspose 3nectTPUEmbeddingHosts 3st 5ructionFails 4umeMutexLock
3trolTrigger 3v 42D 6BackpropFilter kV2 eInput jV2 43D 6BackpropFilter kV2 eInput jV2 4ertToCooTensor 9ListOfSparseCoreCooTensors
9SparseCoreCsrWrappedCooTensor 2py 4Host 4Op 4ToMesh aGrad 2s 3h 2untUpTo 1reateSummaryDbWriter dFileWriter 2opAndResize dGradBoxes hImage 3ss
5ReplicaSum 1udnnRNN 8Backprop gV2 h3 8CanonicalToParams pV2 8ParamsSize eToCanonical pV2 8V2 93 2mprod 3sum 3ulativeLogsumexp 2stomAggregator
0DTensorAllGather aReduce aScatter aToAll 7ReduceScatter 9storeV2 7SetGlobalTPUArray 1ataFormatDimMap aVecPermute 4ServiceDataset iV2 j3 j4
4setCardinality 7Fingerprint 8romGraph 7ToGraph eV2 9SingleElement 9TFRecord 2wsn 1ebugGradientIdentity dRefIdentity 5Identity dV2 e3 5NanCount
6umericSummary jV2 2codeAndCropJpeg 6Base64 7mp 6CSV 7ompressed 6Gif 6Image 6JSONExample 7peg 7xl 6PaddedRaw 7ng 7rotoV2 6Raw 6Wav 7ebP 2epCopy
2faultAttrs 2leteIterator 6MemoryCache 7ultiDeviceIterator 6RandomSeedGenerator 7pcFutureResource 6SeedGenerator 8ssionTensor 2nseBincount
5CountSparseOutput 5ToCSRSparseMatrix 7DenseSetOperation 7SparseBatchDataset dSetOperation 2pthToSpace 5wiseConv2dNative lBackpropFilter tInput
2quantize 2serializeIterator bManySparse bSparse 3troyResourceOp 7TemporaryVariable 2viceIndex 6PlacementOp 1iag 4Part 2gamma 2lation2D
aBackpropFilter iInput 2rectedInterleaveDataset 2sableCopyOnRead 3tributedSave 2v 3NoNan 1rawBoundingBoxes hV2 1typeWithDefaultOp
1ummyIterationCounter 5MemoryCache 5SeedGenerator 3pTensor 1ynamicEnqueueTPUEmbeddingArbitraryTensorBatch qRaggedTensorBatch 7Partition 7Stitch
0EagerPyFunc 1ditDistance 1ig 2nsum 1lu 3Grad 1mpty 5TensorList bMap 1ncodeBase64 6Jpeg aVariableQuality 6Png 7roto 6Wav
2queueTPUEmbeddingArbitraryTensorBatch jBatch jIntegerBatch jRaggedTensorBatch jSparseBatch pTensorBatch 2sureShape 2ter 1qual 1rf 3c 3inv
1uclideanNorm 1xecuteTPUEmbeddingPartitioner 2it 2p 3andDims 3erimentalAssertNextDataset dutoShardDataset cBytesProducedStatsDataset cCSVDataset
dhooseFastestDataset cDatasetCardinality jToTFRecord denseToSparseBatchDataset directedInterleaveDataset cGroupByReducerDataset jWindowDataset
cIgnoreErrorsDataset dteratorGetDevice cLMDBDataset datencyStatsDataset cMapAndBatchDataset fDataset etchingFilesDataset exIntraOpParallelismDataset
cNonSerializableDataset cParallelInterleaveDataset fseExampleDataset drivateThreadPoolDataset cRandomDataset debatchDataset cScanDataset
detStatsAggregatorDataset dleepDataset eidingWindowDataset dqlDataset dtatsAggregatorHandle rSummary cTakeWhileDataset dhreadPoolDataset mHandle
cUnbatchDataset eiqueDataset 3int 3m1 2tractGlimpse eV2 7ImagePatches 7JpegShape 7VolumePatches 0FFT 32D 33D 3ND 1IFOQueue 9V2 1act 2keParam
4QuantWithMinMaxArgs nGradient jVars nGradient nPerChannel xGradient 6eue 1ileSystemSetConfiguration 3l 3terByLastComponentDataset 6Dataset
2nalizeDataset 8TPUEmbedding kV2 3gerprint 2veFloatOutputs 2xedLengthRecordDataset oV2 hReader nV2 5UnigramCandidateSampler 1latMapDataset 2oatInput
5Output bStringOutput 3or 5Div 5Mod 2ushSummaryWriter 1oo1 32 33 2r 1ractionalAvgPool hGrad aMaxPool hGrad 2esnelCos 7Sin 1uncAttr 4ListAttr
2sedBatchNorm eGrad iV2 j3 eV2 f3 5PadConv2D 5ResizeAndPadConv2D 0GRUBlockCell cGrad 1ather 6Nd 6V2 1enerateBoundingBoxProposals 8VocabRemapping
7orDataset 2tDeadline 3ElementAtIndex 3MinibatchSplitsWithPhysicalReplica cesInCsrWithPhysicalReplica 3Options 3SessionHandle gV2 aTensor
4tatsFromListOfSparseCoreCooTensors 3TpuTaskId 1lobalIterId 6ShuffleDataset 1raphDefVersion 2eater 7Equal 2oupByReducerDataset 7WindowDataset
1uaranteeConst 0HSVToRGB 1ashTable 9V2 1istogramFixedWidth 9Summary 1ostConst 0IFFT 42D 43D 4ND 1RFFT 52D 53D 5ND 1dentity 8N 8Reader eV2 1f 1gamma
6GradA 6c 2noreErrorsDataset 1mag 4eProjectiveTransformV2 p3 5Summary 2mutableConst 2portEvent 1nPolymorphicTwice 2TopK 6V2 2dexFlatMapDataset
2feedDequeue dTuple 6Enqueue dPrelinearizedBuffer dTuple 2itializeTable fFromDataset jTextFile rV2 fV2 2placeAdd 7Sub 7Update 2t64Output 3Attr 3Input
8FloatInput 8IntOutput 3Output 9FloatOutput 3erleaveDataset 2v 3Grad 3ert 6Permutation 1sBoostedTreesEnsembleInitialized
eQuantileStreamResourceInitialized 2Finite 2Inf 2Nan 2ResourceHandleRefCounting 2TPUEmbeddingInitialized 3ensorFloat32Enabled 2VariableInitialized
2otonicRegression 1terator 8FromStringHandle oV2 8GetDevice bModelProto bNext fAsOptional fSync 8ToStringHandle 8V2 0KMC2ChainInitialization
1ernelLabel bRequired 1meansPlusPlusInitialization 1thOrderStatistic 0L2Loss 1MDBDataset 4Reader 1RN 3Grad 1STMBlockCell dGrad 1atencyStatsDataset
1eakyRelu 9Grad 3rnedUnigramCandidateSampler 2ftShift 2gacyParallelInterleaveDatasetV2 2ss 4Equal 1gamma 1inSpace 2stDataset 5iff 4Input 4Output
4SnapshotChunksDataset 1oadAllTPUEmbeddingParameters 5ndRemapMatrix 4Dataset 2g 31p 3MatrixDeterminant 3Softmax 3UniformCandidateSampler 3icalAnd 7Not
7Or 2okupTableExport hV2 bFind fV2 bImport hV2 cnsert hV2 bRemoveV2 bSize fV2 3pCond 2werBound 1u 0MakeIterator 4Unique 4WeakResourceHandle
2pAndBatchDataset 3Clear 3Dataset 4efun 3IncompleteSize 3Peek 3Size 4tage 3Unstage aNoKey 2tMul 3chingFiles dDataset 3rixBandPart 6Determinant 7iag
aPart eV2 f3 aV2 b3 6Exponential 6Inverse 6Logarithm 6SetDiag dV2 e3 7olve bLs 7quareRoot 6TriangularSolve 2x 3IntraOpParallelismDataset 3Pool 73D
9Grad dGrad 7Grad bGrad fV2 fWithArgmax bV2 bWithArgmax 7V2 7WithArgmax 3imum 1ean 2rge 5DedupData 5Summary 5V2Checkpoints 1fcc 1in 3imum 2rrorPad
9Grad 2xedStruct 1lirPassthroughOp 1od 3elDataset 1ul 3NoNan 3tiDeviceIterator jFromStringHandle jGetNextFromShard jInit jToStringHandle 5nomial
2tableDenseHashTable lV2 7HashTable gOfTensors pV2 gV2 3exLock 5V2 0NInPolymorphicTwice 3Twice 5oTypeVariables 3tsIn 5Out 8Default 1PolymorphicIn cOut
fDefault cRestrictIn kOut 1amespace>TestStringOutput 1cclAllReduce 4Broadcast 4Reduce 1dtri 1earestNeighbors 2g 3Train 2xtAfter 4Iteration 1oOp
2nDeterministicInts 3MaxSuppression hV2 i3 i4 i5 hWithOverlaps 3SerializableDataset 3e 2tEqual 1thElement 0Old 1neHot 3ShotIterator 3sLike
1pWithDefaultAttr 6FutureDefaultAttr 2timizeDataset fV2 4onalFromValue 8GetValue 8HasValue 8None 6sDataset 1rderedMapClear aIncompleteSize aPeek aSize
btage aUnstage hNoKey 1utT 4ypeList bRestrict 3feedDequeue eTuple jV2 eV2 7Enqueue eTuple 0Pack 2d 3V2 3dedBatchDataset iV2 4ingFIFOQueue gV2
2rallelBatchDataset 8Concat 8DynamicStitch 8FilterDataset 8InterleaveDataset pV2 q3 q4 8MapDataset iV2 4meterizedTruncatedNormal 3seExample cDataset
jV2 cV2 5SequenceExample kV2 6ingleExample bSequenceExample 5Tensor 3titionedCall 1laceholder bV2 bWithDefault 1olygamma 4morphic bDefaultOut bOut
2pulationCount 2w 1refetchDataset 3linearize cTuple 3ventGradient 2int 5V2 3orityQueue dV2 3vateThreadPoolDataset 2od 1yFunc 6Stateless 0Qr
1uantizeAndDequantize lV2 m3 m4 nGrad 8DownAndShrinkRange 8V2 8dAdd avgPool 9BatchNormWithGlobalNormalization aiasAdd 9Concat fV2 cv2D fAndRelu
mAndRequantize kquantize fPerChannel fWithBias nAndRelu uAndRequantize squantize nSignedSumAndReluAndRequantize oumAndRelu xAndRequantize
9DepthwiseConv2D oWithBias wAndRelu zReluAndRequantize 9InstanceNorm 9MatMul fWithBias nAndDequantize qRelu uAndRequantize squantize bxPool aul 9Relu
d6 dX bshape cizeBilinear 2eueClose aV2 5Dequeue cMany gV2 cUpTo gV2 cV2 5Enqueue cMany gV2 cV2 5IsClosed dV2 5Size 9V2 0RFFT 42D 43D 4ND 1GBToHSV
1aggedBincount 6CountSparseOutput 7ross 6FillEmptyRows jGrad 6Gather 6Range 6TensorFromVariant cToSparse eTensor eVariant lGradient 2ndomCrop 6Dataset
dV2 6Gamma bGrad 6IndexShuffle 6Poisson dV2 6Shuffle dQueue iV2 7tandardNormal 6Uniform dInt 3ge 5Dataset 3k 1eadFile 4VariableOp cXlaSplitND
4erNumRecordsProduced oV2 9WorkUnitsCompleted rV2 6Read aUpTo eV2 aV2 8set bV2 9toreState iV2 6SerializeState kV2 3l 4Div 2batchDataset eV2 2ciprocal
aGrad 3ordInput 3v 4TPUEmbeddingActivations 2duceDataset 6Join 2fEnter 4xit 3Identity 4n 5putFloatInput iIntOutput 8IntInput 3Merge 3NextIteration
3Out 6put 9FloatOutput 3Select 4witch 2gexFullMatch 5Replace 3isterDataset fV2 2layout 8Like 3u 46 5Grad 4Grad 2moteCall 2peatDataset
2quantizationRange jPerChannel 9e aPerChannel 4iresOlderGraphVersion 2servedAttr 8Input 3hape 3izeArea 6Bicubic dGrad 8linear eGrad 6NearestNeighbor
lGrad 3ourceAccumulatorApplyGradient jNumAccumulated jSetGlobalStep jTakeGradient 9pplyAdaMax gdelta ggrad kDA kV2 gm hWithAmsgrad fdSign
dCenteredRMSProp dFtrl hV2 dGradientDescent dKerasMomentum dMomentum dPowerSign eroximalAdagrad lGradientDescent dRMSProp 8ConditionalAccumulator
auntUpTo 9reateOp 8Gather eNd 8InitializedOp 8ScatterAdd fDiv fMax gin gul fNdAdd hMax iin hSub hUpdate fSub fUpdate 9parseApplyAdadelta mgrad qDA qV2
jCenteredRMSProp jFtrl nV2 jKerasMomentum jMomentum jProximalAdagrad rGradientDescent jRMSProp 9tridedSliceAssign 8UsingOp 3tore 7Slice 7V2 4rict
2trieveAllTPUEmbeddingParameters 2verse 7Sequence 7V2 2writeDataset 1ightShift 2nt 2scAbs 5dd 4BinaryArithmetic aComparison 6tcast 5roadcast 4Cast
5eil 5holesky 5oncat 7dition 7v 6s 4Div 5ot 4Exp 4Fft 5loor 4Gather 4Imag 5sFinite 4Log 7icalAnd bNot bOr 4Max 5in 5ul 4Neg 4Pad 5ool 6w
4RandomUniform 5eal 6duce 6m 6shape 6verse 4Scatter 5hape 5ign 5lice 5ort 5queeze 5ub 4Transpose 6iangularSolve 4Unary 4While 1ngReadAndSkip 3Skip
1oll 2und 1pcCall 4heckStatus 4lient 3GetValue 3Server 9Register 9Start 1sqrt 5Grad 0SampleDistortedBoundingBox qV2 5ingDataset 2ve 4Dataset bV2
4Slices 4V2 1calarSummary 4eAndTranslate hGrad 3nDataset 3tterAdd 7Div 7Max 8in 8ul 7Nd 9Add 9Max ain 9NonAliasingAdd 9Sub 9Update 7Sub 7Update
1dcaFprint 4Optimizer dV2 4ShrinkL1 1egmentMax aV2 8ean 8in aV2 7Prod bV2 7Sum aV2 2lect 6V2 3fAdjointEig eV2 3u 4Grad 2nd 4TPUEmbeddingGradients
2rializeIterator 9ManySparse 9Sparse 9Tensor 2tSize 4tatsAggregatorDataset 1hape 5N 3rdDataset 5edFilename bspec 2uffleAndRepeatDataset nV2 7Dataset
eV2 f3 3tdownDistributedTPU 8TPUSystem 1igmoid 7Grad 3n 2mple 6Struct 2n 3h 2ze 1kipDataset 4gram 1leepDataset 5IdentityOp 5Op 2ice 3dingWindowDataset
1napshot 8ChunkDataset 8Dataset fReader fV2 8NestedDatasetReader 1obolSample 2ftmax 7CrossEntropyWithLogits 4plus 8Grad 4sign 8Grad
2rtListOfSparseCoreCooTensors 1paceToBatch cND 7Depth 3rseAccumulatorApplyGradient hTakeGradient 7dd 9Grad 7pplyAdadelta egrad iDA iV2
bCenteredRMSProp bFtrl fV2 bMomentum bProximalAdagrad jGradientDescent bRMSProp 6Bincount 6Concat 9ditionalAccumulator 8untSparseOutput 7ross bHashed
bV2 6DenseCwiseAdd gDiv gMul 6FillEmptyRows jGrad 6MatMul 9rixAdd cMatMul dul cNNZ cOrderingAMD cSoftmax jGrad dparseCholesky iMatMul cTranspose
cZeros 6ReduceMax fSparse cSum fSparse 8order 8shape 6SegmentMean hGrad lV2 hWithNumSegments dSqrtN iGrad mV2 iWithNumSegments eum gGrad kV2
gWithNumSegments 7lice bGrad 7oftmax dCrossEntropyWithLogits 7parseMaximum dinimum 8lit 6TensorDenseAdd hMatMul cSliceDataset cToCSRSparseMatrix
7oDense 8SparseSetOperation 2ence 2lit 5DedupData 5V 1qlDataset 2rt 4Grad 2uare 6dDifference 3eeze 1tack 5Close aV2 5Pop 8V2 6ush 9V2 5V2 3ge 5Clear
5Peek 5Size 3tefulPartitionedCall 8RandomBinomial 8StandardNormal mV2 8TruncatedNormal 8Uniform fFullInt fInt 5lessCase 9If 9Multinomial
9ParameterizedTruncatedNormal 9RandomBinomial fGammaV2 l3 getAlg iKeyCounter sAlg fNormal lV2 fPoisson fUniform mFullInt tV2 mInt pV2 mV2
9SampleDistortedBoundingBox ahuffle 9TruncatedNormal oV2 9While 4icRegexFullMatch bReplace 4sAggregatorHandle lV2 fSetSummaryWriter gummary
2ochasticCastToInt 3pGradient 3reMinibatchStatisticsInFdo 2ridedSlice cAssign cGrad 4ngFormat 6Join 6Length 7istAttr 7ower 6NGrams 6Split bV2 7trip
6ToHashBucket iFast iStrong 8Number 6Upper 2ubResourceHandleOp 1ub 3str 2m 3maryWriter 1vd 1witch 1ymbolicGradient 2ncDevice 0TFRecordDataset fV2
8Reader eV2 1PUAnnotateTensorsWithDynamicShape 3CompilationResult 9e aSucceededAssert 5pyWithDynamicShape 3DummyInput 3EmbeddingActivations 4xecute
aAndUpdateVariables 3OrdinalSelector 3PartitionedCall eInput jV2 eOutput kV2 3ReplicateMetadata cdInput dOutput 5shardVariables 4oundRobin 1akeDataset
4ManySparseFromTensorsMap 4WhileDataset 2n 3h 4Grad 1emporaryVariable 2nsorArray bClose gV2 h3 concat hV2 i3 bGather hV2 i3 crad fV2 g3 fWithShape
bPack bRead fV2 g3 bScatter iV2 j3 cize fV2 g3 cplit gV2 h3 bUnpack bV2 c3 bWrite gV2 h3 6Dataset 6ListConcat gLists gV2 aElementShape aFromTensor
aGather betItem aLength aPopBack bushBack iBatch aReserve dize aScatter hIntoExistingList hV2 betItem bplit btack 6MapErase 9HasKey 9Insert 9Lookup
9Size atackKeys 6ScatterAdd dMax ein dSub dUpdate 7liceDataset 7tridedSliceUpdate 7ummary dV2 2stAttr 4StringOutput 2xtLineDataset 8Reader eV2
1hreadPoolDataset aHandle 6UnsafeUnigramCandidateSampler 1ile 4Grad 2mestamp 1oBool 2pK 4Unique 4V2 4WithUnique 1puHandleToProtoKey 1ranspose
2idiagonalMatMul bSolve 2uncateDiv 8Mod 8dNormal 1woFloatInputs eFloatOutput eIntOutput 8Outputs 3IntInputs 6Outputs 3RefsIn 1ypeList 8Restrict 8Twice
0Unary 2batch 7Dataset 7Grad 2compressElement 2icodeDecode dWithOffsets 7Encode 7Script 7Transcode 3formCandidateSampler 7Dequantize 7Quantize fdAdd
gClipByValue honvolution rHybrid gDot jHybrid 7Requantize 3que 6Dataset 6V2 6WithCounts gV2 2pack 2ravelIndex 2sortedSegmentJoin fMax gin fProd fSum
3tage 2wrapDatasetVariant 1pdateTaskIdAndGlobalCoreArray 2perBound 0VarHandleOp 3IsInitializedOp 3iable 8Shape 8V2 0WeightedFlatMapDataset 1here 2ile
2oleFileReader fV2 1indowDataset 6Op 1orkerHeartbeat 1rapDatasetVariant 2iteAudioSummary 5File 5GraphSummary 5HistogramSummary 5ImageSummary
5RawProtoSummary 5ScalarSummary 6ummary 0Xdivy 1laAllReduce 3BroadcastHelper 3CallModule 4lusterOutput 4oncatND 6v 7V2 4ustomCall dV2 3Dequantize 4ot
6V2 4ynamicSlice aUpdateSlice 3Einsum 3Gather 3HostCompute 3If 3KeyValueSort 3Launch 9V2 3OptimizationBarrier 3Pad 3Recv 7FromHost
7TPUEmbeddingActivations uV2 jDeduplicationData zaV2 5duce 9Precision 9Scatter 9Window 5moveDynamicDimensionSize 5plicaId 4ngBitGenerator 3Scatter
4electAndScatter 6fAdjointEig 5nd 7TPUEmbeddingGradients sV2 8oHost 5tBound 6DynamicDimensionSize 4harding 4ort 4plitND 5mdFullToShardShape
7ShardToFullShape 4vd 3VariadicReduce hV2 bSort 3While 2og1py 4y 0ZerosLike 2ta 1ipDataset 0_Arg 3rayToList 1ConfigureDistributedTPU 1DeviceArg
7Retval 2isconnectHostFromDistributedTPUSystem 1EagerConst 1FusedBatchNormEx fGradEx 6Conv2D a3D 6DepthwiseConv2dNative 6MatMul 6QuantizedConv2D
fDepthwiseConv2D 1HostCast 5Recv 5Send 1If 2nitializeHostForDistributedTPU 1ListToArray 1MklAvgPool b3D dGrad bGrad 4BatchMatMul fV2 4Concat aV2
7jugateTranspose 7v2D aBackpropFilter oWithBias iInput aWithBias 83D aBackpropFilterV2 iInputV2 4DepthwiseConv2dNative pBackpropFilter xInput
6quantize 4Einsum 5lu 7Grad 4FusedBatchMatMulV2 eNorm iEx iGrad mV2 n3 iV2 j3 9Conv2D 9DepthwiseConv2dNative 9InstanceNorm 9MatMul aish 4LayerNorm
5eakyRelu dGrad 4MatMul 6xPool b3D dGrad bGrad 4NativeAvgPool h3D jGrad hGrad aConv2D gBackpropFilter uWithBias oInput gWithBias e3D gBackpropFilterV2
oInputV2 aDepthwiseConv2dNative vBackpropFilter zpropInput aFusedBatchNorm oEx oGrad sV2 t3 oV2 p3 fConv2D j3D fDepthwiseConv2dNative fMatMul aMaxPool
h3D jGrad hGrad aPadWithConv2D hFusedConv2D aSparseMatrixMatMul 4PadWithConv2D bFusedConv2D 4QuantizeV2 cdAvgPool dConcatV2 gv2D jAndRelu
qAndRequantize oquantize jPerChannel jWithBias rAndRelu yAndRequantize wquantize rSignedSumAndReluAndRequantize sumAndRelu zluAndRequantize
dDepthwiseConv2D sWithBias zsAndRelu zsAndReluAndRequantize dMatMulWithBias rAndDequantize uRelu yAndRequantize wquantize fxPool 4Relu 86 9Grad 8Grad
4Softmax 5wish 4Tanh 8Grad 5ranspose 1NcclBroadcastRecv eSend 5ReduceRecv bSend 1ParallelConcatStart fUpdate 1QuantizedMatMul cxPool3D
1ReadVariablesOp 3cv 3tval 1ScopedAllocator gConcat gSplit 2end 3tGlobalTPUArray 2hutdownDistributedTPU 2witchN 1TPUCompileMlir 4Replicate
2ensorToHashBucketFast 1UnaryOpsComposition 1VarHandlesOp 1WaitForDistributedTPU 2hile 1XlaAotOnlyVarHandleOp 4Compile bMlirPlaceholderProgramKey
4HostComputeMlir 4Merge 4RecvAtHost eV2 5un 4SendFromHost gV2 1_MklDummyConv2DBackpropFilterWithBias gWithBias aPadWithConv2D hFusedConv2D
`;
