/**
 * Tables of ExecuTorch, as `lang/flatbuffers/generate/fbs.py` takes them from program.fbs and flat_tensor.fbs of the wheel
 * executorch 1.5.1.
 */
export const PROGRAM = `
AllocationDetails 4 4 4
BackendDelegate s BackendDelegateDataReference [CompileSpec]
BackendDelegateDataReference 1 4
BackendDelegateInlineData [1]
Bool 1
BoolList [1]
Buffer [1]
Chain [4] [4] [Instruction] [FrameList]
CompileSpec s [1]
ContainerMetadata s s
DataSegment 8 8
DelegateCall 4 [4]
Double 8
DoubleList [8]
EValue 1 KernelTypes?
ExecutionPlan s ContainerMetadata [EValue] [4] [4] [Chain] [Operator] [BackendDelegate] [8] [NonConstBufferDevice]
ExtraTensorInfo 8 s 1 1 1
Frame s 4 s s
FrameList [Frame]
FreeCall 4
Instruction 1 InstructionArguments?
InstructionArguments 1=KernelCall DelegateCall MoveCall JumpFalseCall FreeCall
Int 8
IntList [8]
JumpFalseCall 4 4
KernelCall 4 [4]
KernelTypes 1=Null Int Bool Double Tensor String IntList DoubleList BoolList TensorList OptionalTensorList
MoveCall 4 4
NamedData s 4
NonConstBufferDevice 4 1 1
Null
Operator s s
OptionalTensorList [4]
Program 4 [ExecutionPlan] [Buffer] [BackendDelegateInlineData] [DataSegment] SubsegmentOffsets [SubsegmentOffsets] [NamedData]
String s
SubsegmentOffsets 4 [8]
Tensor 1 4 [4] [1] 1 4 AllocationDetails 1 1 ExtraTensorInfo
TensorList [4]
`;

export const TENSORS = `
DataSegment 8 8
FlatTensor 4 [DataSegment] [NamedData]
NamedData s 4 TensorLayout
TensorLayout 1 [4] [1]
`;
