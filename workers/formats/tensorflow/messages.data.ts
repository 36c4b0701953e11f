/**
 * Messages of TensorFlow 2.21.0, as `lang/protobuf/generate/schema.py` takes them from the wheel tensorflow-cpu
 * (SavedModel, BundleHeaderProto, BundleEntryProto, FingerprintDef, and all they lead to).
 */
export const MESSAGES = `
Any s s
AssetFileDef TensorInfo s
AttrValue AttrValue.ListValue s i f i i TensorShapeProto TensorProto s NameAttrList
AttrValue.ListValue 2=s I F I I TensorShapeProto TensorProto NameAttrList
BoundedTensorSpecProto s TensorShapeProto i TensorProto TensorProto
BundleEntryProto i TensorShapeProto i i i f TensorSliceProto
BundleHeaderProto i i VersionDef
CapturedTensor s s
CollectionDef CollectionDef.NodeList CollectionDef.BytesList CollectionDef.Int64List CollectionDef.FloatList CollectionDef.AnyList
CollectionDef.AnyList Any
CollectionDef.BytesList s
CollectionDef.FloatList F
CollectionDef.Int64List I
CollectionDef.NodeList s
DictValue DictValue.FieldsEntry
DictValue.FieldsEntry s StructuredValue
FingerprintDef i i i i i VersionDef s
FullTypeDef i FullTypeDef s i
FunctionDef OpDef 3=NodeDef FunctionDef.RetEntry FunctionDef.AttrEntry FunctionDef.ControlRetEntry FunctionDef.ArgAttrEntry FunctionDef.ResourceArgUniqueIdEntry
FunctionDef.ArgAttrEntry i FunctionDef.ArgAttrs
FunctionDef.ArgAttrs FunctionDef.ArgAttrs.AttrEntry
FunctionDef.ArgAttrs.AttrEntry s AttrValue
FunctionDef.AttrEntry s AttrValue
FunctionDef.ControlRetEntry s s
FunctionDef.ResourceArgUniqueIdEntry i i
FunctionDef.RetEntry s s
FunctionDefLibrary FunctionDef GradientDef RegisteredGradient
FunctionSpec StructuredValue i 5=StructuredValue i
GradientDef s s
GraphDebugInfo s GraphDebugInfo.TracesEntry 4=GraphDebugInfo.FramesByIdEntry GraphDebugInfo.NameToTraceIdEntry GraphDebugInfo.TracesByIdEntry
GraphDebugInfo.FileLineCol i i i s s
GraphDebugInfo.FramesByIdEntry d GraphDebugInfo.FileLineCol
GraphDebugInfo.NameToTraceIdEntry s d
GraphDebugInfo.StackTrace GraphDebugInfo.FileLineCol D
GraphDebugInfo.TracesByIdEntry d GraphDebugInfo.StackTrace
GraphDebugInfo.TracesEntry s GraphDebugInfo.StackTrace
GraphDef NodeDef FunctionDefLibrary i VersionDef GraphDebugInfo
ListValue StructuredValue
MetaGraphDef MetaGraphDef.MetaInfoDef GraphDef SaverDef MetaGraphDef.CollectionDefEntry MetaGraphDef.SignatureDefEntry AssetFileDef SavedObjectGraph
MetaGraphDef.CollectionDefEntry s CollectionDef
MetaGraphDef.MetaInfoDef s OpList Any s s s i MetaGraphDef.MetaInfoDef.FunctionAliasesEntry
MetaGraphDef.MetaInfoDef.FunctionAliasesEntry s s
MetaGraphDef.SignatureDefEntry s SignatureDef
NameAttrList s NameAttrList.AttrEntry
NameAttrList.AttrEntry s AttrValue
NamedTupleValue s PairValue
NodeDef s s s s NodeDef.AttrEntry NodeDef.ExperimentalDebugInfo FullTypeDef
NodeDef.AttrEntry s AttrValue
NodeDef.ExperimentalDebugInfo s s
NoneValue
OpDef s OpDef.ArgDef OpDef.ArgDef OpDef.AttrDef s s 8=OpDeprecation 16=i i i i s i
OpDef.ArgDef s s i s s s ResourceHandleProto.DtypeAndShape 16=i FullTypeDef
OpDef.AttrDef s s AttrValue s i i AttrValue
OpDeprecation i s
OpList OpDef
PairValue s StructuredValue
RegisteredGradient s s
ResourceHandleProto s s s i s ResourceHandleProto.DtypeAndShape
ResourceHandleProto.DtypeAndShape i TensorShapeProto
SaveableObject 2=i i
SavedAsset i
SavedBareConcreteFunction s s i FunctionSpec
SavedConcreteFunction 2=I StructuredValue StructuredValue
SavedConstant s
SavedFunction s FunctionSpec
SavedModel i MetaGraphDef
SavedObject TrackableObjectGraph.TrackableObject.ObjectReference 3=TrackableObjectGraph.TrackableObject.SlotVariableReference SavedUserObject SavedAsset SavedFunction SavedVariable SavedBareConcreteFunction SavedConstant SavedResource SavedObject.SaveableObjectsEntry CapturedTensor s Any TrackableObjectGraph.TrackableObject.ObjectReference s
SavedObject.SaveableObjectsEntry s SaveableObject
SavedObjectGraph SavedObject SavedObjectGraph.ConcreteFunctionsEntry
SavedObjectGraph.ConcreteFunctionsEntry s SavedConcreteFunction
SavedResource s
SavedUserObject s VersionDef s
SavedVariable i TensorShapeProto i i i s s SavedVariable
SaverDef s s s i i f i
SignatureDef SignatureDef.InputsEntry SignatureDef.OutputsEntry s SignatureDef.DefaultsEntry
SignatureDef.DefaultsEntry s TensorProto
SignatureDef.InputsEntry s TensorInfo
SignatureDef.OutputsEntry s TensorInfo
StructuredValue NoneValue 11=d i s i 31=TensorShapeProto i TensorSpecProto TypeSpecProto BoundedTensorSpecProto 51=ListValue TupleValue DictValue NamedTupleValue TensorProto TensorProto
TensorInfo s i TensorShapeProto TensorInfo.CooSparse TensorInfo.CompositeTensor
TensorInfo.CompositeTensor TypeSpecProto TensorInfo
TensorInfo.CooSparse s s s
TensorProto i TensorShapeProto i s F D I s F I I D I ResourceHandleProto VariantTensorDataProto I I s
TensorShapeProto 2=TensorShapeProto.Dim i
TensorShapeProto.Dim i s
TensorSliceProto TensorSliceProto.Extent
TensorSliceProto.Extent i i
TensorSpecProto s TensorShapeProto i
TrackableObjectGraph.TrackableObject.ObjectReference i s
TrackableObjectGraph.TrackableObject.SlotVariableReference i s i
TupleValue StructuredValue
TypeSpecProto i StructuredValue s i
VariantTensorDataProto s s TensorProto
VersionDef i i I
`;
