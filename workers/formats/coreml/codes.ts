/**
 * outside  numbers, a model or a part of the package outside the package
 * class    a class that the program around the model has to bring along, which is the model
 * layer    one that is a layer of the model
 * linked   a model in another file
 * address  an address in what the model says about itself
 * bounds   numbers that are said to be outside the file
 */
export type CoremlCode = 'outside' | 'class' | 'layer' | 'linked' | 'address' | 'bounds';
