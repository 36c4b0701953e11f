/**
 * Tables of ExecuTorch, as `lang/flatbuffers/generate/fbs.py` takes them from program.fbs and flat_tensor.fbs of the wheel
 * executorch 1.5.1.
 */
export const PROGRAM = `
AllocationDetails 0=4 1=4 2=4
BackendDelegate 0=s 1=BackendDelegateDataReference 2=[CompileSpec]
BackendDelegateDataReference 0=1 1=4
BackendDelegateInlineData 0=[1]
Bool 0=1
BoolList 0=[1]
Buffer 0=[1]
Chain 0=[4] 1=[4] 2=[Instruction] 3=[FrameList]
CompileSpec 0=s 1=[1]
ContainerMetadata 0=s 1=s
DataSegment 0=8 1=8
DelegateCall 0=4 1=[4]
Double 0=8
DoubleList 0=[8]
EValue 0=1 1=KernelTypes?
ExecutionPlan 0=s 1=ContainerMetadata 2=[EValue] 3=[4] 4=[4] 5=[Chain] 6=[Operator] 7=[BackendDelegate] 8=[8] 9=[NonConstBufferDevice]
ExtraTensorInfo 0=8 1=s 2=1 3=1 4=1
Frame 0=s 1=4 2=s 3=s
FrameList 0=[Frame]
FreeCall 0=4
Instruction 0=1 1=InstructionArguments?
InstructionArguments 1=KernelCall 2=DelegateCall 3=MoveCall 4=JumpFalseCall 5=FreeCall
Int 0=8
IntList 0=[8]
JumpFalseCall 0=4 1=4
KernelCall 0=4 1=[4]
KernelTypes 1=Null 2=Int 3=Bool 4=Double 5=Tensor 6=String 7=IntList 8=DoubleList 9=BoolList 10=TensorList 11=OptionalTensorList
MoveCall 0=4 1=4
NamedData 0=s 1=4
NonConstBufferDevice 0=4 1=1 2=1
Null
Operator 0=s 1=s
OptionalTensorList 0=[4]
Program 0=4 1=[ExecutionPlan] 2=[Buffer] 3=[BackendDelegateInlineData] 4=[DataSegment] 5=SubsegmentOffsets 6=[SubsegmentOffsets] 7=[NamedData]
String 0=s
SubsegmentOffsets 0=4 1=[8]
Tensor 0=1 1=4 2=[4] 3=[1] 4=1 5=4 6=AllocationDetails 7=1 8=1 9=ExtraTensorInfo
TensorList 0=[4]
`;

export const TENSORS = `
DataSegment 0=8 1=8
FlatTensor 0=4 1=[DataSegment] 2=[NamedData]
NamedData 0=s 1=4 2=TensorLayout
TensorLayout 0=1 1=[4] 2=[1]
`;
