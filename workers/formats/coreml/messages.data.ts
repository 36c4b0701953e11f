/**
 * Model.proto and MIL.proto of Core ML, as `lang/protobuf/generate/schema.py` takes them from the wheel coremltools 9.0 and
 * `lang/compact.py` makes them short.
 */
export const MESSAGES = `
P0w
P0x f
P0y f f
P0z WeightParams
P10 WeightParams WeightParams
P11 5=P0y 10=P0w 15=P0x 20=P0x 25=P0z 30=P0w P0y 40=P0w P0y 50=P0x 60=P0w 70=P0w P10
P12 P28 P2s P28 P28 P28
P13 i i
P14 P15
P15 s Value
P16 I
P17 I i 21=P18 31=P19 41=i 51=f 61=d
P18 P16
P19 P13
P1a 20=P1b
P1b i
P1c i i 5=i i i WeightParams WeightParams i
P1d i 5=i i 10=f 15=WeightParams WeightParams WeightParams WeightParams
P1e i P1h P1g 10=s s s s 20=s s s s
P1f i P1h
P1g i P1f
P1h d d
P1i i i 10=P11 P11 15=P32 20=P33
P1j I WeightParams
P1k NamedValueType s Operation P15
P1l 10=P13
P1m P3f P3f
P1n s s
P1o i i i f f
P1p P2d P2v 101=s i
P1q 100=P3v
P1r D
P1s 100=i
P1t f I i
P1u i i 10=i 20=i i i 31=i i i 40=i i i 50=i 60=WeightParams WeightParams 70=i 80=i i i i i i i I
P1v i i 10=i 20=I 30=I 40=I 50=P50 P1b 60=i 70=i 90=WeightParams WeightParams 100=I
P1w P1l 5=I
P1x I i P1b P1b f
P1y i i i
CustomLayerParams 10=s 20=WeightParams 30=P20 40=s
P1z 10=d 20=s 30=i 40=i 50=i
P20 s P1z
CustomModel 10=s 30=P21 40=s
CustomModel.CustomModelParamValue 10=d 20=s 30=i 40=i 50=i 60=s
P21 s CustomModel.CustomModelParamValue
P22 P1r
P23 P4o P16
P24 P0w P0w
P25 P52 P52
P26 P27
P27 Value Value
Dimension Dimension.ConstantDimension P1b
Dimension.ConstantDimension i
P28 d 10=P1h
P29 i i 10=i 20=WeightParams WeightParams
P2a i i i 20=WeightParams WeightParams
P2b s s P2c
P2c P0w P0w P0w P2o P17 P24 P4b P4k 1000=i
P2d P2e
P2e s i
P2f f I
P2g F
P2h NamedValueType s P2i P15
P2i s P1k
P2j s P2b P2b s s P2b
P2k P1r D i i 100=P4o P16
P2l P1r D i
P2m i i 10=P11 15=i 20=i 30=WeightParams WeightParams WeightParams 50=WeightParams WeightParams WeightParams 70=WeightParams WeightParams WeightParams 100=i
Gazetteer i 10=s 100=s 200=P4o
P2n 2=f
P2o i i i 21=P19 31=P2p
P2p P13 P13
P2q d i s P1r P16 P4m P2t 11=d i s
P2r i i 10=i 20=WeightParams WeightParams i
P2s i 10=P13 P16
P2t P2u
P2u i d
P2v P2w
P2w i s
P2x P2y P4o P16 10=s s s s 20=s s
P2y i P2u d
P2z P3d 3=P2s 100=P4o P16 110=s i 200=P0w 210=P0w
P30 P0w P3x P3r P1h
P31 f f i f
P32 10=i 20=i 30=i 40=i 50=i 60=f
P33 WeightParams WeightParams WeightParams WeightParams 20=WeightParams WeightParams WeightParams WeightParams 40=WeightParams WeightParams WeightParams WeightParams 60=WeightParams WeightParams WeightParams
P34 I f WeightParams WeightParams
P35 F F
P36 LinkedModelFile
LinkedModelFile StringParameter StringParameter
P37 P52 Dimension
P38 Value
P39 i s P3f P3f
P3a s 10=P1n P1n
P3b i i f
Metadata s s s s 100=Metadata.UserDefinedEntry
Metadata.UserDefinedEntry s s
Model i P3c 10=i 200=P3q P3q P3p 300=P2l P4q P4w P3f P1e 400=P2k P4p P4t P3g P2z 500=P3f P2x Program 555=CustomModel P36 560=P1q 600=P3l P2q P2d P23 P4a 606=P1p P1b 609=P16 P3j 900=P0w 2000=TextClassifier WordTagger P53 P4h Gazetteer WordEmbedding P1a 3000=SerializedModel
P3c P2b 10=P2b s s P2b 20=P2j s 50=P2b 100=Metadata
NamedValueType s P52
P3d i P2g 100=P0w 110=P1b 200=P0w
P3e P3a P3n P2s 10=P1b 20=P2s
P3f NeuralNetworkLayer P3i 5=i i 10=P3e
P3g NeuralNetworkLayer P3i 5=i i 10=P3e 100=P4o P16 200=s
P3h 10=f 20=f f f 30=f
NeuralNetworkLayer s s s P4r P4r 10=i 100=P1v 120=P3t 130=P11 140=P2r 150=P29 160=P1d 165=P3b 170=P0x 175=P0w 180=P31 190=P1w 200=P3o 210=P4z P47 P1x 220=P4x 230=P0x P0x 240=P0w 245=P49 250=P1j 260=P0w P0w 270=P1b 280=P45 290=P1j 300=P46 P1b 310=P16 320=P1s 330=P1b 340=P1b 345=P13 350=P4f 400=P4c 410=P2m 420=P4y 430=P1i 500=CustomLayerParams 600=P0w 605=P1m 615=P39 620=P0w 625=P0w 635=P43 640=P42 660=P0y 665=P0w 670=P0w 680=P0w 685=P0w 700=P0w 710=P0w 715=P0w 720=P0w 730=P0w 735=P0w 740=P0w 750=P0w 755=P0w 760=P0w 770=P0w 775=P0w 780=P0w 790=P0w 795=P1b 815=P0x 820=P0x 825=P2n 827=P2n 830=P2n 832=P2n 840=P0w 845=P0w 850=P0w 855=P0w 865=P0w 870=P0w 875=P0w 880=P0w 885=P0w 890=P0w 895=P0w 900=P0w 905=P0w 920=P16 925=P1b 930=P1b 935=P13 940=P0w 945=P1b 950=P1b 952=P1b 954=P13 960=P16 965=P13 975=P4j 980=P13 985=P16 995=P4g 1000=P4e 1005=P1y 1015=P1y 1020=P13 1025=P13 1040=P2a 1045=P1c 1065=P0w 1070=P1j 1080=P0x 1085=P2f 1090=P0x 1100=P0w 1105=P16 1110=P0w 1120=P46 1125=P16 1130=P1b 1135=P0w 1140=P16 1145=P0w 1150=P16 1155=P1t 1170=P40 1175=P41 1180=P40 1190=P40 1195=P41 1200=P40 1210=P3y 1215=P3z 1220=P3y 1230=P1o 1250=P44 1255=P44 1260=P44 1265=P44 1270=P44 1275=P44 1280=P44 1285=P44 1290=P44 1295=P44 1313=P0w 1315=P13 1320=P1b 1325=P1b 1330=P0w 1350=P34 1400=P3k 1450=P3m 1455=P1y 1460=P0y P13 1465=P3s P1b 1470=P4d P1u
P3i s 10=P3h P2g
P3j P1b 100=P4o P16 110=d d 200=s s s s 210=s s
P3k f f i i
P3l P4o P16 10=i i
P3m i i f f
Operation s Operation.InputsEntry NamedValueType P1k Operation.AttributesEntry
Operation.AttributesEntry s Value
Operation.InputsEntry s P14
P3n 10=P48 P12
P3o P0x P0w P0w 10=P1l
P3p Model s
P3q P3p
P3r i d d
P3s i i i i i i i i i i i i i i i
P3t i 10=I 20=I 30=P50 P1b P3u 50=i 60=i
P3u 10=I
P3v P2g P2g P2g P2g
Program i Program.FunctionsEntry s P15
Program.FunctionsEntry s P2h
P3w i 101=P35 P2g
P3x d
P3y i f
P3z i f I
P40 i f f
P41 i f f I
P42 2=f f
P43 f f f
P44 I i i
P45 i f i
P46 I i
P47 I P1b
P48 P28 P2s P28
P49 I WeightParams i I WeightParams
P4a D D
P4b P0w 3=P0w 101=P13
SerializedModel s s
P4c i i 10=P11 15=i 20=i 30=WeightParams WeightParams WeightParams 100=i
P4d 2=i i
P4e 2=I I I I I
P4f i i i i
P4g I I I I I I
P4h 20=P0w
P4i P2t
P4j i i I
P4k P17
P4l P52
StringParameter s
P4m P4n
P4n s d
P4o s
P4p P30 I P4i P22 P1r D D D 100=P4o P16
P4q P30 P4i P22 P1r d
P4r i I
TensorType i i Dimension P15
P4s TensorValue.RepeatedFloats TensorValue.RepeatedInts TensorValue.RepeatedBools P4o TensorValue.RepeatedLongInts TensorValue.RepeatedDoubles TensorValue.RepeatedBytes
TensorValue.RepeatedBools I
TensorValue.RepeatedBytes s
TensorValue.RepeatedDoubles D
TensorValue.RepeatedFloats F
TensorValue.RepeatedInts I
TensorValue.RepeatedLongInts I
TextClassifier i 10=s 100=s 200=P4o
P4t P4u i 100=P4o P16
P4u P4v i D
P4v i i i 10=i d i i i 20=P2u 30=d
P4w P4u i
P4x i f f f f
P4y i i 10=P11 15=P32 20=P33 100=i
P4z I 5=i i F
P50 P1l
Value s P52 P51 5=Value.BlobFileValue
Value.BlobFileValue s i
P51 P4s P38 P38 P26
P52 TensorType P37 P4l P25 P4l
P53 20=P1b P54
P54 i 100=s
WeightParams F s 30=s s 40=P3w 50=i
WordEmbedding i 10=s 100=s
WordTagger i 10=s 20=s s s s 100=s 200=P4o
`;
