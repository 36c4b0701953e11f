/**
 * Messages of TensorFlow 2.21.0, as `lang/protobuf/generate/schema.py` takes them from the wheel tensorflow-cpu
 * (SavedModel, BundleHeaderProto, BundleEntryProto, FingerprintDef, and all they lead to).
 */
export const MESSAGES = `
Any 1=s 2=s
AssetFileDef 1=TensorInfo 2=s
AttrValue 1=AttrValue.ListValue 2=s 3=i 4=f 5=i 6=i 7=TensorShapeProto 8=TensorProto 9=s 10=NameAttrList
AttrValue.ListValue 2=s 3=I 4=F 5=I 6=I 7=TensorShapeProto 8=TensorProto 9=NameAttrList
BoundedTensorSpecProto 1=s 2=TensorShapeProto 3=i 4=TensorProto 5=TensorProto
BundleEntryProto 1=i 2=TensorShapeProto 3=i 4=i 5=i 6=f 7=TensorSliceProto
BundleHeaderProto 1=i 2=i 3=VersionDef
CapturedTensor 1=s 2=s
CollectionDef 1=CollectionDef.NodeList 2=CollectionDef.BytesList 3=CollectionDef.Int64List 4=CollectionDef.FloatList 5=CollectionDef.AnyList
CollectionDef.AnyList 1=Any
CollectionDef.BytesList 1=s
CollectionDef.FloatList 1=F
CollectionDef.Int64List 1=I
CollectionDef.NodeList 1=s
DictValue 1=DictValue.FieldsEntry
DictValue.FieldsEntry 1=s 2=StructuredValue
FingerprintDef 1=i 2=i 3=i 4=i 5=i 6=VersionDef 7=s
FullTypeDef 1=i 2=FullTypeDef 3=s 4=i
FunctionDef 1=OpDef 3=NodeDef 4=FunctionDef.RetEntry 5=FunctionDef.AttrEntry 6=FunctionDef.ControlRetEntry 7=FunctionDef.ArgAttrEntry 8=FunctionDef.ResourceArgUniqueIdEntry
FunctionDef.ArgAttrEntry 1=i 2=FunctionDef.ArgAttrs
FunctionDef.ArgAttrs 1=FunctionDef.ArgAttrs.AttrEntry
FunctionDef.ArgAttrs.AttrEntry 1=s 2=AttrValue
FunctionDef.AttrEntry 1=s 2=AttrValue
FunctionDef.ControlRetEntry 1=s 2=s
FunctionDef.ResourceArgUniqueIdEntry 1=i 2=i
FunctionDef.RetEntry 1=s 2=s
FunctionDefLibrary 1=FunctionDef 2=GradientDef 3=RegisteredGradient
FunctionSpec 1=StructuredValue 2=i 5=StructuredValue 6=i
GradientDef 1=s 2=s
GraphDebugInfo 1=s 2=GraphDebugInfo.TracesEntry 4=GraphDebugInfo.FramesByIdEntry 5=GraphDebugInfo.NameToTraceIdEntry 6=GraphDebugInfo.TracesByIdEntry
GraphDebugInfo.FileLineCol 1=i 2=i 3=i 4=s 5=s
GraphDebugInfo.FramesByIdEntry 1=d 2=GraphDebugInfo.FileLineCol
GraphDebugInfo.NameToTraceIdEntry 1=s 2=d
GraphDebugInfo.StackTrace 1=GraphDebugInfo.FileLineCol 2=D
GraphDebugInfo.TracesByIdEntry 1=d 2=GraphDebugInfo.StackTrace
GraphDebugInfo.TracesEntry 1=s 2=GraphDebugInfo.StackTrace
GraphDef 1=NodeDef 2=FunctionDefLibrary 3=i 4=VersionDef 5=GraphDebugInfo
ListValue 1=StructuredValue
MetaGraphDef 1=MetaGraphDef.MetaInfoDef 2=GraphDef 3=SaverDef 4=MetaGraphDef.CollectionDefEntry 5=MetaGraphDef.SignatureDefEntry 6=AssetFileDef 7=SavedObjectGraph
MetaGraphDef.CollectionDefEntry 1=s 2=CollectionDef
MetaGraphDef.MetaInfoDef 1=s 2=OpList 3=Any 4=s 5=s 6=s 7=i 8=MetaGraphDef.MetaInfoDef.FunctionAliasesEntry
MetaGraphDef.MetaInfoDef.FunctionAliasesEntry 1=s 2=s
MetaGraphDef.SignatureDefEntry 1=s 2=SignatureDef
NameAttrList 1=s 2=NameAttrList.AttrEntry
NameAttrList.AttrEntry 1=s 2=AttrValue
NamedTupleValue 1=s 2=PairValue
NodeDef 1=s 2=s 3=s 4=s 5=NodeDef.AttrEntry 6=NodeDef.ExperimentalDebugInfo 7=FullTypeDef
NodeDef.AttrEntry 1=s 2=AttrValue
NodeDef.ExperimentalDebugInfo 1=s 2=s
NoneValue
OpDef 1=s 2=OpDef.ArgDef 3=OpDef.ArgDef 4=OpDef.AttrDef 5=s 6=s 8=OpDeprecation 16=i 17=i 18=i 19=i 20=s 21=i
OpDef.ArgDef 1=s 2=s 3=i 4=s 5=s 6=s 7=ResourceHandleProto.DtypeAndShape 16=i 17=FullTypeDef
OpDef.AttrDef 1=s 2=s 3=AttrValue 4=s 5=i 6=i 7=AttrValue
OpDeprecation 1=i 2=s
OpList 1=OpDef
PairValue 1=s 2=StructuredValue
RegisteredGradient 1=s 2=s
ResourceHandleProto 1=s 2=s 3=s 4=i 5=s 6=ResourceHandleProto.DtypeAndShape
ResourceHandleProto.DtypeAndShape 1=i 2=TensorShapeProto
SaveableObject 2=i 3=i
SavedAsset 1=i
SavedBareConcreteFunction 1=s 2=s 3=i 4=FunctionSpec
SavedConcreteFunction 2=I 3=StructuredValue 4=StructuredValue
SavedConstant 1=s
SavedFunction 1=s 2=FunctionSpec
SavedModel 1=i 2=MetaGraphDef
SavedObject 1=TrackableObjectGraph.TrackableObject.ObjectReference 3=TrackableObjectGraph.TrackableObject.SlotVariableReference 4=SavedUserObject 5=SavedAsset 6=SavedFunction 7=SavedVariable 8=SavedBareConcreteFunction 9=SavedConstant 10=SavedResource 11=SavedObject.SaveableObjectsEntry 12=CapturedTensor 13=s 14=Any 15=TrackableObjectGraph.TrackableObject.ObjectReference 16=s
SavedObject.SaveableObjectsEntry 1=s 2=SaveableObject
SavedObjectGraph 1=SavedObject 2=SavedObjectGraph.ConcreteFunctionsEntry
SavedObjectGraph.ConcreteFunctionsEntry 1=s 2=SavedConcreteFunction
SavedResource 1=s
SavedUserObject 1=s 2=VersionDef 3=s
SavedVariable 1=i 2=TensorShapeProto 3=i 4=i 5=i 6=s 7=s 8=SavedVariable
SaverDef 1=s 2=s 3=s 4=i 5=i 6=f 7=i
SignatureDef 1=SignatureDef.InputsEntry 2=SignatureDef.OutputsEntry 3=s 4=SignatureDef.DefaultsEntry
SignatureDef.DefaultsEntry 1=s 2=TensorProto
SignatureDef.InputsEntry 1=s 2=TensorInfo
SignatureDef.OutputsEntry 1=s 2=TensorInfo
StructuredValue 1=NoneValue 11=d 12=i 13=s 14=i 31=TensorShapeProto 32=i 33=TensorSpecProto 34=TypeSpecProto 35=BoundedTensorSpecProto 51=ListValue 52=TupleValue 53=DictValue 54=NamedTupleValue 55=TensorProto 56=TensorProto
TensorInfo 1=s 2=i 3=TensorShapeProto 4=TensorInfo.CooSparse 5=TensorInfo.CompositeTensor
TensorInfo.CompositeTensor 1=TypeSpecProto 2=TensorInfo
TensorInfo.CooSparse 1=s 2=s 3=s
TensorProto 1=i 2=TensorShapeProto 3=i 4=s 5=F 6=D 7=I 8=s 9=F 10=I 11=I 12=D 13=I 14=ResourceHandleProto 15=VariantTensorDataProto 16=I 17=I 18=s
TensorShapeProto 2=TensorShapeProto.Dim 3=i
TensorShapeProto.Dim 1=i 2=s
TensorSliceProto 1=TensorSliceProto.Extent
TensorSliceProto.Extent 1=i 2=i
TensorSpecProto 1=s 2=TensorShapeProto 3=i
TrackableObjectGraph.TrackableObject.ObjectReference 1=i 2=s
TrackableObjectGraph.TrackableObject.SlotVariableReference 1=i 2=s 3=i
TupleValue 1=StructuredValue
TypeSpecProto 1=i 2=StructuredValue 3=s 4=i
VariantTensorDataProto 1=s 2=s 3=TensorProto
VersionDef 1=i 2=i 3=I
`;
