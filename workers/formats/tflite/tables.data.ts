/**
 * Tables of a TensorFlow Lite model, as `lang/flatbuffers/generate/schema.py` takes them from tensorflow/lite/python/schema_py_generated.py
 * of the wheel tensorflow-cpu 2.21.0.
 * To be short, tables and unions that nobody asks for by name are numbered, and those without fields are one.
 */
export const TABLES = `
Empty
Part3 0=1 1=1
Part4 0=1
Part5 0=1
Part7 0=1 1=1 2=1
Part9 0=1 1=4 2=4 3=1 4=1 5=1
Part10 0=1 1=1 2=1 3=1
Part13 0=4 1=4 2=4
Part15 0=[4]
Buffer 0=[1] 1=8 2=8
Part16 1=Part23 2=Part30 3=Part21 4=Part58 5=Part81 6=Part99 7=Part85 8=Part44 9=Part109 10=Part22 11=Part3 12=Part57 13=Part63 14=Part59 15=Part93 16=Part19 17=Part92 18=Part107 19=Part111 20=Part36 21=Part72 22=Empty 23=Part46 24=Empty 25=Empty 26=Empty 27=Part91 28=Part141 29=Part34 30=Part118 31=Part104 32=Part140 33=Empty 34=Empty 35=Part114 36=Empty 37=Part20 38=Empty 39=Empty 40=Part4 41=Empty 42=Empty 43=Empty 44=Empty 45=Empty 46=Empty 47=Empty 48=Empty 49=Part144 50=Part113 51=Empty 52=Empty 53=Empty 54=Empty 55=Part105 56=Empty 57=Part5 58=Part40 59=Part78 60=Empty 61=Part77 62=Empty 63=Empty 64=Part150 65=Empty 66=Empty 67=Empty 68=Empty 69=Part9 70=Part10 71=Part148 72=Empty 73=Empty 74=Part94 75=Part60 76=Empty 77=Part71 78=Empty 79=Part115 80=Part149 81=Empty 82=Empty 83=Empty 84=Empty 85=Empty 86=Empty 87=Part95 88=Empty 89=Empty 90=Empty 91=Empty 92=Part55 93=Part158 94=Part29 95=Empty 96=Empty 97=Empty 98=Empty 99=Empty 100=Empty 101=Part7 102=Part26 103=Part18 104=Empty 105=Empty 106=Part24 107=Part53 108=Empty 109=Empty 110=Empty 111=Part155 112=Empty 113=Empty 114=Part86 115=Part15 116=Part47 117=Empty 118=Empty 119=Empty 120=Empty 121=Empty 122=Empty 123=Empty 124=Empty 125=Empty 126=Empty
Part17 1=Part123 2=Part120 3=Part136 4=Part124 5=Part125 6=Part131 7=Part134 8=Part122 9=Part127 10=Part130 11=Part129 12=Part126 13=Part132 14=Part137 15=Part139 16=Part128 17=Part138 18=Empty 19=Part133 20=Part90 21=Part119 22=Empty 23=Part121
Part18 0=4
Part19 0=4
Part20 0=1 1=1
Part21 0=4 1=[4] 2=[4]
Part22 0=4 1=1
Part23 0=1 1=4 2=4 3=1 4=4 5=4 6=1
Part24 0=1 1=4 2=4 3=4 4=1 5=4 6=4 7=4
Part26 0=1 1=1
Part27 0=[1]
Part29 0=4
Part30 0=1 1=4 2=4 3=4 4=1 5=4 6=4
Part33 0=1 1=4 2=1 3=Part112? 4=1 5=Part112?
Part34 0=1
Part36 0=1
ExternalBuffer 0=4 1=4 2=8 3=8 4=s
ExternalBufferGroup 0=s
Part40 0=4 1=4 2=4 3=1
Part44 0=1 1=1 2=1 3=1 4=1
Part46 0=4 1=4
Part47 0=1
Part53 0=4 1=1 2=1
Part55 0=4 1=4
Part56 0=[4]
Part57 0=1
Part58 0=1
Part59 0=1 1=4 2=4 3=1 4=1
Part60 0=4
Part63 0=4 1=4 2=4 3=4
Metadata 0=s 1=4
Part71 0=1
Model 0=4 1=[OperatorCode] 2=[SubGraph] 3=s 4=[Buffer] 5=[4] 6=[Metadata] 7=[SignatureDef] 8=[ExternalBufferGroup] 9=[ExternalBuffer]
Part72 0=1
Part77 0=4
Operator 0=4 1=[4] 2=[4] 3=1 4=Part16? 5=[1] 6=1 7=[1] 8=[4] 9=8 10=8 11=1 12=Part17? 13=4
OperatorCode 0=1 1=s 2=4 3=4
Part78 0=4 1=4
Part81 0=1 1=4 2=4 3=4 4=4 5=1
Part83 1=Part27 2=Part13
QuantizationParameters 0=[4] 1=[4] 2=[4] 3=[8] 4=1 5=Part83? 6=4
Part85 0=1 1=1
Part86 0=8 1=8
Part90 0=4
Part91 0=1
Part92 0=[4]
Part93 2=1 3=1
Part94 0=1 1=1
Part95 0=4 1=4
Part99 0=4 1=1 2=1
Part104 0=1 1=1 2=1
Part105 0=1
SignatureDef 0=[TensorMap] 1=[TensorMap] 2=s 4=4
Part107 0=4 1=4 2=1
Part109 0=4
Part111 0=4
Part112 1=Part56 2=Part146 3=Part147
Part113 0=1
SparsityParameters 0=[4] 1=[4] 2=[Part33]
Part114 0=4
Part115 0=4
Part118 0=[4]
Part119 0=s 1=4 2=[1] 3=1 4=4
Part120 0=[8]
Part121 0=[4]
Part122 0=4 1=4
Part123 0=8
Part124 0=[8] 1=[8] 2=[8] 3=[8] 4=[1] 5=8 6=8 7=[8] 8=8 9=8 10=[8] 11=8 12=8 13=[8] 14=8 15=8 16=[4]
Part125 0=s 1=1 2=s 3=4 4=[4] 5=[1]
Part126 0=[8] 1=[8] 2=[8] 3=[8] 4=[4]
Part127 0=[8]
Part128 0=[8] 1=[8] 2=[8] 3=8 4=[8] 5=1
Part129 0=8
Part130 0=[8] 1=[8] 2=[8]
Part131 0=[8] 1=4
Part132 0=[8] 1=[8] 2=[8] 3=[8] 4=[8] 5=4
Part133 0=1
Part134 0=1 1=[8] 2=[8] 3=[8] 4=8 5=1 6=4
Part136 0=[8] 1=[8] 2=[8]
Part137 0=8 1=1 2=4
Part138 0=[8]
Part139 0=4 1=4
Part140 0=4 1=4 2=4 3=4 4=4 5=1
SubGraph 0=[Tensor] 1=[4] 2=[4] 3=[Operator] 4=s 5=4
Part141 0=1 1=1
Tensor 0=[4] 1=1 2=4 3=s 4=QuantizationParameters 5=1 6=SparsityParameters 7=[4] 8=1 9=[Part156] 10=4
TensorMap 0=s 1=4
Part144 0=1 1=4 2=4 3=1 4=1
Part146 0=[2]
Part147 0=[1]
Part148 0=1 1=4 2=4 3=1 4=1 5=1
Part149 0=1
Part150 0=4 1=4
Part155 0=s 1=s
Part156 0=[4] 1=1 2=1
Part158 0=4 1=4
`;
