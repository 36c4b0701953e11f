/**
 * Model.proto and MIL.proto of Core ML, as `lang/protobuf/generate/schema.py` takes them from the wheel coremltools 9.0 and
 * `lang/protobuf/generate/compact.py` makes them short.
 */
export const MESSAGES = `
P0w
P0x 1=f
P0y 1=f 2=f
P0z 1=WeightParams
P10 1=WeightParams 2=WeightParams
P11 5=P0y 10=P0w 15=P0x 20=P0x 25=P0z 30=P0w 31=P0y 40=P0w 41=P0y 50=P0x 60=P0w 70=P0w 71=P10
P12 1=P28 2=P2s 3=P28 4=P28 5=P28
P13 1=i 2=i
P14 1=P15
P15 1=s 2=Value
P16 1=I
P17 1=I 2=i 21=P18 31=P19 41=i 51=f 61=d
P18 1=P16
P19 1=P13
P1a 20=P1b
P1b 1=i
P1c 1=i 2=i 5=i 6=i 7=i 8=WeightParams 9=WeightParams 10=i
P1d 1=i 5=i 6=i 10=f 15=WeightParams 16=WeightParams 17=WeightParams 18=WeightParams
P1e 1=i 2=P1h 3=P1g 10=s 11=s 12=s 13=s 20=s 21=s 22=s 23=s
P1f 1=i 2=P1h
P1g 1=i 2=P1f
P1h 1=d 2=d
P1i 1=i 2=i 10=P11 11=P11 15=P32 20=P33
P1j 1=I 2=WeightParams
P1k 1=NamedValueType 2=s 3=Operation 4=P15
P1l 10=P13
P1m 1=P3f 2=P3f
P1n 1=s 2=s
P1o 1=i 2=i 3=i 4=f 5=f
P1p 1=P2d 2=P2v 101=s 102=i
P1q 100=P3v
P1r 1=D
P1s 100=i
P1t 1=f 2=I 3=i
P1u 1=i 2=i 10=i 20=i 21=i 22=i 31=i 32=i 33=i 40=i 41=i 42=i 50=i 60=WeightParams 61=WeightParams 70=i 80=i 81=i 82=i 83=i 84=i 85=i 86=i 87=I
P1v 1=i 2=i 10=i 20=I 30=I 40=I 50=P50 51=P1b 60=i 70=i 90=WeightParams 91=WeightParams 100=I
P1w 1=P1l 5=I
P1x 1=I 2=i 3=P1b 4=P1b 5=f
P1y 1=i 2=i 3=i
CustomLayerParams 10=s 20=WeightParams 30=P20 40=s
P1z 10=d 20=s 30=i 40=i 50=i
P20 1=s 2=P1z
CustomModel 10=s 30=P21 40=s
CustomModel.CustomModelParamValue 10=d 20=s 30=i 40=i 50=i 60=s
P21 1=s 2=CustomModel.CustomModelParamValue
P22 1=P1r
P23 1=P4o 2=P16
P24 1=P0w 2=P0w
P25 1=P52 2=P52
P26 1=P27
P27 1=Value 2=Value
Dimension 1=Dimension.ConstantDimension 2=P1b
Dimension.ConstantDimension 1=i
P28 1=d 10=P1h
P29 1=i 2=i 10=i 20=WeightParams 21=WeightParams
P2a 1=i 2=i 3=i 20=WeightParams 21=WeightParams
P2b 1=s 2=s 3=P2c
P2c 1=P0w 2=P0w 3=P0w 4=P2o 5=P17 6=P24 7=P4b 8=P4k 1000=i
P2d 1=P2e
P2e 1=s 2=i
P2f 1=f 2=I
P2g 1=F
P2h 1=NamedValueType 2=s 3=P2i 4=P15
P2i 1=s 2=P1k
P2j 1=s 2=P2b 3=P2b 4=s 5=s 6=P2b
P2k 1=P1r 2=D 3=i 4=i 100=P4o 101=P16
P2l 1=P1r 2=D 3=i
P2m 1=i 2=i 10=P11 15=i 20=i 30=WeightParams 31=WeightParams 32=WeightParams 50=WeightParams 51=WeightParams 52=WeightParams 70=WeightParams 71=WeightParams 72=WeightParams 100=i
Gazetteer 1=i 10=s 100=s 200=P4o
P2n 2=f
P2o 1=i 2=i 3=i 21=P19 31=P2p
P2p 1=P13 2=P13
P2q 1=d 2=i 3=s 4=P1r 5=P16 6=P4m 7=P2t 11=d 12=i 13=s
P2r 1=i 2=i 10=i 20=WeightParams 21=WeightParams 22=i
P2s 1=i 10=P13 11=P16
P2t 1=P2u
P2u 1=i 2=d
P2v 1=P2w
P2w 1=i 2=s
P2x 1=P2y 2=P4o 3=P16 10=s 11=s 12=s 13=s 20=s 21=s
P2y 1=i 2=P2u 3=d
P2z 1=P3d 3=P2s 100=P4o 101=P16 110=s 111=i 200=P0w 210=P0w
P30 1=P0w 2=P3x 3=P3r 4=P1h
P31 1=f 2=f 3=i 4=f
P32 10=i 20=i 30=i 40=i 50=i 60=f
P33 1=WeightParams 2=WeightParams 3=WeightParams 4=WeightParams 20=WeightParams 21=WeightParams 22=WeightParams 23=WeightParams 40=WeightParams 41=WeightParams 42=WeightParams 43=WeightParams 60=WeightParams 61=WeightParams 62=WeightParams
P34 1=I 2=f 3=WeightParams 4=WeightParams
P35 1=F 2=F
P36 1=LinkedModelFile
LinkedModelFile 1=StringParameter 2=StringParameter
P37 1=P52 2=Dimension
P38 1=Value
P39 1=i 2=s 3=P3f 4=P3f
P3a 1=s 10=P1n 11=P1n
P3b 1=i 2=i 3=f
Metadata 1=s 2=s 3=s 4=s 100=Metadata.UserDefinedEntry
Metadata.UserDefinedEntry 1=s 2=s
Model 1=i 2=P3c 10=i 200=P3q 201=P3q 202=P3p 300=P2l 301=P4q 302=P4w 303=P3f 304=P1e 400=P2k 401=P4p 402=P4t 403=P3g 404=P2z 500=P3f 501=P2x 502=Program 555=CustomModel 556=P36 560=P1q 600=P3l 601=P2q 602=P2d 603=P23 604=P4a 606=P1p 607=P1b 609=P16 610=P3j 900=P0w 2000=TextClassifier 2001=WordTagger 2002=P53 2003=P4h 2004=Gazetteer 2005=WordEmbedding 2006=P1a 3000=SerializedModel
P3c 1=P2b 10=P2b 11=s 12=s 13=P2b 20=P2j 21=s 50=P2b 100=Metadata
NamedValueType 1=s 2=P52
P3d 1=i 2=P2g 100=P0w 110=P1b 200=P0w
P3e 1=P3a 2=P3n 3=P2s 10=P1b 20=P2s
P3f 1=NeuralNetworkLayer 2=P3i 5=i 6=i 10=P3e
P3g 1=NeuralNetworkLayer 2=P3i 5=i 6=i 10=P3e 100=P4o 101=P16 200=s
P3h 10=f 20=f 21=f 22=f 30=f
NeuralNetworkLayer 1=s 2=s 3=s 4=P4r 5=P4r 10=i 100=P1v 120=P3t 130=P11 140=P2r 150=P29 160=P1d 165=P3b 170=P0x 175=P0w 180=P31 190=P1w 200=P3o 210=P4z 211=P47 212=P1x 220=P4x 230=P0x 231=P0x 240=P0w 245=P49 250=P1j 260=P0w 261=P0w 270=P1b 280=P45 290=P1j 300=P46 301=P1b 310=P16 320=P1s 330=P1b 340=P1b 345=P13 350=P4f 400=P4c 410=P2m 420=P4y 430=P1i 500=CustomLayerParams 600=P0w 605=P1m 615=P39 620=P0w 625=P0w 635=P43 640=P42 660=P0y 665=P0w 670=P0w 680=P0w 685=P0w 700=P0w 710=P0w 715=P0w 720=P0w 730=P0w 735=P0w 740=P0w 750=P0w 755=P0w 760=P0w 770=P0w 775=P0w 780=P0w 790=P0w 795=P1b 815=P0x 820=P0x 825=P2n 827=P2n 830=P2n 832=P2n 840=P0w 845=P0w 850=P0w 855=P0w 865=P0w 870=P0w 875=P0w 880=P0w 885=P0w 890=P0w 895=P0w 900=P0w 905=P0w 920=P16 925=P1b 930=P1b 935=P13 940=P0w 945=P1b 950=P1b 952=P1b 954=P13 960=P16 965=P13 975=P4j 980=P13 985=P16 995=P4g 1000=P4e 1005=P1y 1015=P1y 1020=P13 1025=P13 1040=P2a 1045=P1c 1065=P0w 1070=P1j 1080=P0x 1085=P2f 1090=P0x 1100=P0w 1105=P16 1110=P0w 1120=P46 1125=P16 1130=P1b 1135=P0w 1140=P16 1145=P0w 1150=P16 1155=P1t 1170=P40 1175=P41 1180=P40 1190=P40 1195=P41 1200=P40 1210=P3y 1215=P3z 1220=P3y 1230=P1o 1250=P44 1255=P44 1260=P44 1265=P44 1270=P44 1275=P44 1280=P44 1285=P44 1290=P44 1295=P44 1313=P0w 1315=P13 1320=P1b 1325=P1b 1330=P0w 1350=P34 1400=P3k 1450=P3m 1455=P1y 1460=P0y 1461=P13 1465=P3s 1466=P1b 1470=P4d 1471=P1u
P3i 1=s 10=P3h 11=P2g
P3j 1=P1b 100=P4o 101=P16 110=d 111=d 200=s 201=s 202=s 203=s 210=s 211=s
P3k 1=f 2=f 3=i 4=i
P3l 1=P4o 2=P16 10=i 11=i
P3m 1=i 2=i 3=f 4=f
Operation 1=s 2=Operation.InputsEntry 3=NamedValueType 4=P1k 5=Operation.AttributesEntry
Operation.AttributesEntry 1=s 2=Value
Operation.InputsEntry 1=s 2=P14
P3n 10=P48 11=P12
P3o 1=P0x 2=P0w 3=P0w 10=P1l
P3p 1=Model 2=s
P3q 1=P3p
P3r 1=i 2=d 3=d
P3s 1=i 2=i 3=i 4=i 5=i 6=i 7=i 8=i 9=i 10=i 11=i 12=i 13=i 14=i 15=i
P3t 1=i 10=I 20=I 30=P50 31=P1b 32=P3u 50=i 60=i
P3u 10=I
P3v 1=P2g 2=P2g 3=P2g 4=P2g
Program 1=i 2=Program.FunctionsEntry 3=s 4=P15
Program.FunctionsEntry 1=s 2=P2h
P3w 1=i 101=P35 102=P2g
P3x 1=d
P3y 1=i 2=f
P3z 1=i 2=f 3=I
P40 1=i 2=f 3=f
P41 1=i 2=f 3=f 4=I
P42 2=f 3=f
P43 1=f 2=f 3=f
P44 1=I 2=i 3=i
P45 1=i 2=f 3=i
P46 1=I 2=i
P47 1=I 2=P1b
P48 1=P28 2=P2s 3=P28
P49 1=I 2=WeightParams 3=i 4=I 5=WeightParams
P4a 1=D 2=D
P4b 1=P0w 3=P0w 101=P13
SerializedModel 1=s 2=s
P4c 1=i 2=i 10=P11 15=i 20=i 30=WeightParams 31=WeightParams 32=WeightParams 100=i
P4d 2=i 3=i
P4e 2=I 3=I 4=I 5=I 6=I
P4f 1=i 2=i 3=i 4=i
P4g 1=I 2=I 3=I 4=I 5=I 6=I
P4h 20=P0w
P4i 1=P2t
P4j 1=i 2=i 3=I
P4k 1=P17
P4l 1=P52
StringParameter 1=s
P4m 1=P4n
P4n 1=s 2=d
P4o 1=s
P4p 1=P30 2=I 3=P4i 4=P22 5=P1r 6=D 7=D 8=D 100=P4o 101=P16
P4q 1=P30 2=P4i 3=P22 4=P1r 5=d
P4r 1=i 2=I
TensorType 1=i 2=i 3=Dimension 4=P15
P4s 1=TensorValue.RepeatedFloats 2=TensorValue.RepeatedInts 3=TensorValue.RepeatedBools 4=P4o 5=TensorValue.RepeatedLongInts 6=TensorValue.RepeatedDoubles 7=TensorValue.RepeatedBytes
TensorValue.RepeatedBools 1=I
TensorValue.RepeatedBytes 1=s
TensorValue.RepeatedDoubles 1=D
TensorValue.RepeatedFloats 1=F
TensorValue.RepeatedInts 1=I
TensorValue.RepeatedLongInts 1=I
TextClassifier 1=i 10=s 100=s 200=P4o
P4t 1=P4u 2=i 100=P4o 101=P16
P4u 1=P4v 2=i 3=D
P4v 1=i 2=i 3=i 10=i 11=d 12=i 13=i 14=i 20=P2u 30=d
P4w 1=P4u 2=i
P4x 1=i 2=f 3=f 4=f 5=f
P4y 1=i 2=i 10=P11 15=P32 20=P33 100=i
P4z 1=I 5=i 6=i 7=F
P50 1=P1l
Value 1=s 2=P52 3=P51 5=Value.BlobFileValue
Value.BlobFileValue 1=s 2=i
P51 1=P4s 2=P38 3=P38 4=P26
P52 1=TensorType 2=P37 3=P4l 4=P25 5=P4l
P53 20=P1b 21=P54
P54 1=i 100=s
WeightParams 1=F 2=s 30=s 31=s 40=P3w 50=i
WordEmbedding 1=i 10=s 100=s
WordTagger 1=i 10=s 20=s 21=s 22=s 23=s 100=s 200=P4o
`;
